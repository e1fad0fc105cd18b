"""The day that the properties of a document tell."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import EARLIEST, LATEST
from dlr_docs.basis.problems import OutputError, Place, error
from dlr_docs.model.document import Bundle


def properties_day(bundle: Bundle) -> date:
    """The day for the properties: from the choice file, SOURCE_DATE_EPOCH, or the day it takes
    effect.

    A day and no time, so that the choice file in a document can say it.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if bundle.choices.day is not None:
        return bundle.choices.day
    if epoch:
        return _from_epoch(epoch)
    effective = (document.effective_day for document in bundle.documents)
    return next((found for found in effective if found), date(1980, 1, 1))


def _possible(day: date) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError("a choice file could not say this day")
    return day


def _from_epoch(epoch: str) -> date:
    try:
        return _possible(datetime.fromtimestamp(int(epoch), UTC).date())
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is geen tijd in seconden sinds 1970: {epoch[:30]}"
        raise OutputError(
            error(
                codes.VERKEERDE_TIJD,
                message,
                Place("SOURCE_DATE_EPOCH"),
                "Haal de variabele weg of verbeter haar.",
            )
        ) from None
