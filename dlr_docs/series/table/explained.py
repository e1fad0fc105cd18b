"""What a table says about itself: the note on each column, and the sheet that explains."""

from __future__ import annotations

from collections.abc import Iterator

from dlr_docs.model.choices import Choices
from dlr_docs.series.table.columns import FOLDER, Column

_KINDS = {
    "datum": "Een datum, bijvoorbeeld 1-8-2027.",
    "bedrag": "Een bedrag, bijvoorbeeld 1250,50.",
    "aantal": "Een heel getal.",
    "percentage": "Een percentage, bijvoorbeeld 50%.",
    "breuk": "Een breuk als tekst, bijvoorbeeld 1/5.",
    "duur": "Een getal en een eenheid, bijvoorbeeld 3 maanden.",
    "ja_nee": "ja of nee.",
}
_LONGEST_NOTE = 900


def note_of(column: Column) -> str:
    """The note on a column: help, form, example, and what an empty cell means."""
    declared = column.declared
    parts = [declared.help, _KINDS.get(declared.kind)]
    if column.several:
        parts.append("Meer waarden: elk op een regel, of met ; ertussen.")
    if column.table:
        parts.append("Zonder eigen blad: meer dan één, elk op een eigen regel in de cel.")
    if declared.example:
        parts.append(f"Voorbeeld: {typed_example(column)}.")
    if column.path[2:3] == ("keuzes",):
        parts.append(_variants(column))
    if isinstance(declared.default, str):
        usual = declared.options.get(declared.default, declared.default)
        parts.append(f"Zonder keuze geldt: {usual}.")
    if isinstance(declared.proposal, str):
        parts.append(f"Voorstel, dat pas geldt als u het invult: {declared.proposal}.")
    if column.path != (FOLDER,) and column.path[2:] != ("id",):
        parts.append("Leeg: wat het keuzebestand zegt. Een streepje (-): open laten.")
    text = "\n".join(filter(None, parts))
    return text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE]}…"


def typed_example(column: Column) -> str:
    """The example of a question as it is typed in one cell."""
    example = column.declared.example or ""
    return example.replace(", ", "; ") if column.several else example


def _variants(column: Column) -> str:
    """The variants of a topic, with what each says."""
    summaries = (f"- {name}: {text}" for name, text in column.declared.options.items())
    return "\n".join(("Mogelijk:", *summaries))


def explanation(choices: Choices, has_others: bool) -> Iterator[tuple[str, bool]]:
    """The lines of the sheet that explains, each with whether it is a heading."""
    yield f"Tabel bij: {choices.title}", True
    yield (
        "Op het blad Gegevens is elke rij één bundel documenten. Bovenaan staat de vraag, "
        "eronder de sleutel waaraan het programma de kolom herkent. Laat die rij staan; "
        "kolommen mag u verplaatsen, en kolommen die u niet nodig hebt weghalen.",
        False,
    )
    yield "Invullen", True
    yield "Een lege cel: de waarde uit het keuzebestand geldt.", False
    yield "Een streepje (-): de vraag blijft open en wordt een veld in het Word-document.", False
    yield "Meer waarden in een cel: elk op een eigen regel (Alt+Enter), of met ; ertussen.", False
    yield (
        "De kolom map geeft de map met documenten een naam; leeg: de naam van de partij.",
        False,
    )
    yield (
        "Een rij of kolom waarvan de eerste cel met # begint, wordt niet gelezen. Zo is de "
        "voorbeeldrij gemerkt, en zo merkt u kolommen of rijen van uzelf. Een blad van uzelf geeft "
        "u een naam met # ervoor.",
        False,
    )
    if has_others:
        yield "Bladen met een regel per stuk", True
        yield (
            "Op de andere bladen staat wat per rij in aantal verschilt: elke regel is één document "
            "of één item van een lijst. De kolom map zegt bij welke rij de regel hoort. "
            "Een rij zonder regels op een blad met documenten krijgt zo'n document niet.",
            False,
        )
    yield "Documenten maken", True
    yield "Nakijken: dlr-docs controleer KEUZES.yaml TABEL.xlsx", False
    yield "Maken: dlr-docs reeks KEUZES.yaml TABEL.xlsx --uit MAP", False
    yield (
        "Er wordt niets geschreven voordat alle rijen zijn nagekeken. Verandert u later een rij, "
        "dan maakt dezelfde opdracht alleen die rij opnieuw. Documenten die iemand in Word heeft "
        "bewerkt, blijven staan.",
        False,
    )
