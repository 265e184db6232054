"""Lines of the log: text for people, or one JSON object each for machines."""

import json
import logging
from datetime import UTC, datetime

FIELDS = ("request_id", "method", "route", "status", "ms")
"""What a record may carry beside its message; never what was asked, or by whom."""


class JsonLines(logging.Formatter):
    """One JSON object a line, with the moment in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Give a line for machines."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name in FIELDS:
            value = getattr(record, name, None)
            if value is not None:
                line[name] = value
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """A line for people, with the moment and its zone, and the id of the request."""

    def format(self, record: logging.LogRecord) -> str:
        """Give a line for people."""
        moment = datetime.fromtimestamp(record.created).astimezone()
        request_id = getattr(record, "request_id", None)
        mark = f" [{request_id}]" if request_id else ""
        said = record.getMessage()
        if record.exc_info:
            said += f"\n{self.formatException(record.exc_info)}"
        at = moment.isoformat(" ", timespec="milliseconds")
        return f"{at} {record.levelname} {record.name}:{mark} {said}"
