"""YAML without its traps: no guessed types, no repeated keys, no bombs."""

import yaml

try:
    from yaml import (
        CSafeLoader as SafeLoader,
    )  # ten times as fast; absent when PyYAML was built without libyaml
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

from inventory.safe_text import quoted

DEEPEST = 20
MOST_NODES = 1_000_000  # once every alias is followed


class _TextLoader(SafeLoader):
    """Every scalar is text but null: YAML 1.1 would make 22:00 the number 1320 and NO a false."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def load_yaml(text: str) -> object:
    """The one document in the text, its scalars as text.

    Raises:
        yaml.YAMLError: not YAML, a tag that is no plain data, a repeated key, or a bomb.

    """
    _check_events(text)
    loader = _TextLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _size(node, {})
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check_events(text: str) -> None:
    """Depth and number of events, told before anything recursive runs."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_TextLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or count > MOST_NODES:
            raise yaml.YAMLError("nested too deeply or too large to be an inventory")


def _size(node: yaml.Node, sizes: dict[int, int | None]) -> int:
    """How many nodes this one stands for; an alias counts as often as it is used."""
    if id(node) in sizes:
        size = sizes[id(node)]
        if size is None:
            raise yaml.YAMLError("an alias contains itself")
        return size
    sizes[id(node)] = None
    total = 1 + sum(_size(child, sizes) for child in _children(node))
    if total > MOST_NODES:
        raise yaml.YAMLError("its aliases unfold to more than an inventory can need")
    sizes[id(node)] = total
    return total


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in keys:
            raise yaml.MarkedYAMLError(
                problem=f"the key {quoted(key.value)} is repeated", problem_mark=key.start_mark
            )
        keys.add(key.value)
    return [child for pair in node.value for child in pair]
