"""What a document carries of the groups that its text speaks of: a number of the group as a whole,
and what the other documents of the group are called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dlr_docs.build.values.bases import parents
from dlr_docs.build.values.groups import is_in_group, of_groups
from dlr_docs.model.choices import Group
from dlr_docs.model.document import Bundle, Document


def used_groups(
    documents: Sequence[Document], bundle: Bundle
) -> Mapping[str, tuple[Group, tuple[str, ...]]]:
    """The groups whose values as a whole these documents use, with the names of those values."""
    if not bundle.choices.groups:
        return {}
    of_group = of_groups(bundle.library)
    found: dict[str, tuple[Group, tuple[str, ...]]] = {}
    for document in documents:
        for name, given in document.made_from.given.items():
            if name in of_group and name in document.made_from.named and is_in_group(given):
                key = str(given.path[1])
                group, names = found.get(key, (bundle.choices.groups[key], ()))
                found[key] = group, tuple(dict.fromkeys((*names, name)))
    return found


def also_in_group(documents: Sequence[Document], bundle: Bundle) -> Iterator[tuple[str, str, str]]:
    """The other documents of these groups that the file does not hold anyway: id, kind, name."""
    by_id = {item.id: item for item in bundle.documents}
    held = {item.id for item in documents}
    for above in parents(documents[0], by_id, bundle.choices):
        held.add(above.id if isinstance(above, Document) else above.key)
    for group, _ in used_groups(documents, bundle).values():
        for key in group.documents:
            if key not in held:
                held.add(key)
                yield _named(key, by_id, bundle)


def _named(key: str, by_id: Mapping[str, Document], bundle: Bundle) -> tuple[str, str, str]:
    document = by_id.get(key)
    if document is None:
        base = bundle.choices.bases[key]
        return key, base.kind, base.title
    name = document.kenmerk.text if document.kenmerk else document.title
    return key, document.outline.kind, name or document.title
