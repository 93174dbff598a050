"""A page as a visitor and a search engine read it: links, where they hide, moves, and what scripts write.

Own reading instead of a tree: deep nesting and formatting elements cost a tree quadratic time, and hidden
or not is needed of few elements. Everything is bounded: characters, tokens, open elements, links, rules.
"""
