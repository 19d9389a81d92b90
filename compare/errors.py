"""What can go wrong in a comparison.

    CompareError
    ├── EncoderError      an encoder could not be found, verified or loaded
    │   └── LanguageError the encoder does not know the language of a text
    ├── CodebookError     a codebook or list of terms does not fit its schema
    ├── LimitError        a text is too long to be compared in bounded memory
    ├── InputError        what was given is no statement, or two that cannot be compared
    ├── SettingsError     a setting is not in its range
    ├── SideError         a side was asked for by a name that no side has
    ├── GoldError         labels to score against could not be read
    ├── CodingError       judgements of people could not be read, kept or learned from
    ├── ExportError       a saved comparison could not be read
    └── WriteError        a report could not be written

Every message is one line that says what, where and the remedy. Those on what a caller gave
(InputError, SettingsError, SideError) are of Python's ValueError too.
"""


class CompareError(Exception):
    """Base of all errors raised by :mod:`compare`."""


class EncoderError(CompareError):
    """An encoder could not be found, verified or loaded."""


class LanguageError(EncoderError):
    """The encoder does not know the language of a text."""


class CodebookError(CompareError):
    """A codebook or a list of terms does not fit its schema."""


class LimitError(CompareError):
    """A text is too long to be compared in bounded memory."""


class InputError(CompareError, ValueError):
    """What was given is no statement, or two statements that cannot be compared."""


class SettingsError(CompareError, ValueError):
    """A setting is not in its range."""


class SideError(CompareError, ValueError):
    """A side was asked for by a name that no side has, or several have."""


class GoldError(CompareError):
    """Labels to score against could not be read."""


class CodingError(CompareError):
    """Judgements of people could not be read, placed, kept or learned from."""


class ExportError(CompareError):
    """A saved comparison could not be read."""


class WriteError(CompareError):
    """A report could not be written."""
