"""The desk's tables: fields, constraints, what one row must hold, and the questions asked of many rows."""

from .access import FactorDuty, LogInAttempt, RecoveryCode, SecondFactor
from .article import Article, Revision
from .candidate import Aside, Candidate, Search
from .claim import Claim
from .evidence import Evidence
from .importing import Import
from .job import Job
from .link_check import LinkCheck
from .presence import Presence
from .query import Query
from .record import Chain, Event, EventDetail
from .signoff import SignOff
from .source import Source
from .tally import Supported, Tally
from .telling import TellingWord
from .verdict import Confirmation, Verdict
from .words import WordsIndex

__all__ = [
    "Article",
    "Aside",
    "Candidate",
    "Chain",
    "Claim",
    "Confirmation",
    "Event",
    "EventDetail",
    "Evidence",
    "FactorDuty",
    "Import",
    "Job",
    "LinkCheck",
    "LogInAttempt",
    "Presence",
    "Query",
    "RecoveryCode",
    "Revision",
    "Search",
    "SecondFactor",
    "SignOff",
    "Source",
    "Supported",
    "Tally",
    "TellingWord",
    "Verdict",
    "WordsIndex",
]
