"""The styles of a template under the ids that we write.

Word makes the id of a style of its own from its name in the language of the user: "heading 1" is
Kop1 for one and Heading1 for the next. So a template that somebody saved elsewhere has the same
styles under other ids. The name in the file is the same everywhere, and by that name they get our
ids back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dlr_docs.word.package.opening import Package, parse_part
from dlr_docs.word.package.reading.styles import plain_name, styles_of
from dlr_docs.word.template.style_names import name_in_file

_STYLE_ID = re.compile(r'(<w:style\b[^>]*? w:styleId=")([^"]*)(")')
_USE = re.compile(
    r'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link|styleLink|numStyleLink) w:val=")([^"]*)(")',
)


def with_our_ids(package: Package, wanted: frozenset[str]) -> Package:
    """The package in which each wanted style that has another id, but the right name, has
    our id.
    """
    other = _other_ids(package, wanted)
    if not other:
        return package
    members, roots = dict(package.members), dict(package.roots)
    for name in roots:
        if name.startswith("word/") and name.endswith(".xml"):
            members[name] = _renamed(members[name].decode("utf-8"), other).encode()
            roots[name] = parse_part(members[name], package.path, name)
    return Package(package.path, members, roots, package.broken)


def _other_ids(package: Package, wanted: frozenset[str]) -> dict[str, str]:
    """The ids in the file that stand for wanted styles, each with our id."""
    known = {style.id: plain_name(style.name) for style in styles_of(package).by_id.values()}
    by_name = {name: identity for identity, name in known.items() if identity not in wanted}
    missing = {identity: name_in_file(identity) for identity in sorted(wanted - known.keys())}
    return {by_name[name]: identity for identity, name in missing.items() if name in by_name}


def _renamed(text: str, other: Mapping[str, str]) -> str:
    def rename(match: re.Match[str]) -> str:
        return f"{match[1]}{other.get(match[2], match[2])}{match[3]}"

    return _USE.sub(rename, _STYLE_ID.sub(rename, text))
