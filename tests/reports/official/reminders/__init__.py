"""Letters that urge operating units on."""
