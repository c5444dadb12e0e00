"""What can go wrong between a report's files and an answer, as a small family of named errors.

    KnowledgeError
    ├── ReportError                 the report's folder cannot be read as a report
    │   ├── ReportMissingError      there is no report.txt
    │   ├── ReportEmptyError        report.txt holds no text
    │   ├── ReportEncodingError     report.txt is not UTF-8
    │   ├── ReportFormatError       report.txt is not a report in the form we know
    │   ├── CorrectionError         corrections.toml is not usable, or an entry no longer matches the report
    │   ├── SummaryError            summaries.toml is not usable
    │   ├── LexiconError            lexicon.toml is not usable
    │   ├── SubjectsError           subjects.toml is not usable
    │   └── ContactsError           contacts.toml is not usable
    └── IndexFileError              the index file cannot be used
        ├── IndexMissingError       there is none
        ├── IndexCorruptError       it is damaged
        ├── IndexForeignError       it is an SQLite file of something else
        ├── IndexSchemaError        it was built by another version
        └── IndexWriteError         it cannot be written where it should be

Every message says what was wrong, shows the value and says what to do next.
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """Anything that keeps the report from being read, indexed or asked; its text is meant for the operator."""


class ReportError(KnowledgeError):
    """The files of a report's folder cannot be read as a report."""


class ReportMissingError(ReportError):
    """The folder, or report.txt in it, does not exist or cannot be opened."""


class ReportEmptyError(ReportError):
    """report.txt holds nothing but white space."""


class ReportEncodingError(ReportError):
    """report.txt is not UTF-8 text."""


class ReportFormatError(ReportError):
    """report.txt is text, but no focus point with a section was found in it."""


class CorrectionError(ReportError):
    """corrections.toml is malformed, or one of its entries no longer matches its line of report.txt."""


class SummaryError(ReportError):
    """summaries.toml is malformed, or names a focus point that the report does not have."""


class LexiconError(ReportError):
    """lexicon.toml is malformed, or holds a kind of entry that is not known."""


class SubjectsError(ReportError):
    """subjects.toml is malformed."""


class ContactsError(ReportError):
    """contacts.toml is malformed, or an entry of it lacks what it must have."""


class IndexFileError(KnowledgeError):
    """The index file cannot be used; building it again with `krutham index` is the usual remedy."""


class IndexMissingError(IndexFileError):
    """There is no index file at the path given."""


class IndexCorruptError(IndexFileError):
    """The index file is damaged, or is no SQLite file at all."""


class IndexForeignError(IndexFileError):
    """The file is an SQLite database, but not an index of a report."""


class IndexSchemaError(IndexFileError):
    """The index was built by another version of this program."""


class IndexWriteError(IndexFileError):
    """The index cannot be written: the folder is missing, read-only or full."""
