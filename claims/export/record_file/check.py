"""Proves that this exported record is unchanged. Run it where the file was unpacked: python3 check.py

Needs Python 3.8 or newer and nothing else. It says what it found in a sentence, and ends with 0 where all is well.
"""

import hashlib
import json
import sys
from pathlib import Path

NO_HASH = "0" * 64


class Changed(Exception):
    """What is not as it left the desk, in a sentence."""


def sha256(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def check_files(folder, manifest):
    """Every file is there with the bytes that the manifest tells of, and no other is."""
    for name, digest in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            raise Changed(f"{name} is missing.")
        if sha256(path.read_bytes()) != digest:
            raise Changed(f"{name} was changed.")
    known = {"manifest.json", *manifest["files"]}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in known and "__pycache__" not in name:
            raise Changed(f"{name} was put in: the manifest does not know it.")


def lines_of(path):
    with path.open(encoding="utf-8", newline="\n") as file:
        for text in file:
            yield json.loads(text)


class Record:
    """The lines from the first to the last, and what they say of the rows."""

    def __init__(self, article):
        self.article, self.head, self.length = article, NO_HASH, 0
        self.told, self.loose, self.unknown = {}, {}, set()
        self.heads, self.withheld = {}, 0

    def take(self, line, forgotten):
        self.length += 1
        number = self.length
        if line["sequence"] != number or line["previous"] != self.head:
            raise Changed(f"Line {number} of the record does not follow the one before it.")
        names = ("sequence", "actor", "action", "at", "claim", "status", "digest", "previous")
        hashed = {"article": self.article, **{name: line[name] for name in names}}
        if sha256(canonical(hashed)) != line["hash"]:
            raise Changed(f"Line {number} of the record was changed.")
        self.head = self.heads[number] = line["hash"]
        if line.get("withheld"):
            self.withheld += 1
            self.unknown.update((kind, key) for kind, key in line["about"])
        elif line["body"] or number >= forgotten:
            if sha256(line["salt"] + line["body"]) != line["digest"]:
                raise Changed(f"The details of line {number} were changed.")
            if number == forgotten:
                self.told, self.loose, self.unknown = {}, {}, set()
            if number >= forgotten:
                self.rows(json.loads(line["body"]))

    def rows(self, details):
        for kind, rows in details.get("gone", {}).items():
            for key, digest in rows:
                self.forget(kind, key, digest)
        for kind, rows in details.get("bound", {}).items():
            for key, digest, *was in rows:
                if not key:
                    self.loose[digest] = self.loose.get(digest, 0) + 1
                    continue
                if was and (kind, key) not in self.told:
                    self.forget(kind, key, was[0])
                self.told[kind, key] = digest

    def forget(self, kind, key, digest):
        if self.told.pop((kind, key), None) is None:
            self.loose[digest] = self.loose.get(digest, 0) - 1


def check_rows(folder, record, columns):
    """Every row stands as the last line about it left it. Return how many that proves, and how many are withheld."""
    proven = withheld = 0
    for kind, names in columns.items():
        for row in lines_of(folder / "rows" / f"{kind}.jsonl"):
            digest = record.told.pop((kind, row["key"]), None)
            if row.get("withheld") or (kind, row["key"]) in record.unknown:
                withheld += 1
                continue
            found = sha256(canonical([kind, *(row["values"][name] for name in names)]))
            if digest is None:
                record.loose[found] = record.loose.get(found, 0) - 1
            if digest is None and record.loose[found] < 0 and (kind, 0) in record.unknown:
                withheld += 1  # It came with a file of which the line is withheld.
            elif (digest is None and record.loose[found] < 0) or (digest is not None and digest != found):
                raise Changed(f"{kind} {row['key']} is not as the record left it.")
            else:
                proven += 1
    left = [f"{kind} {key}" for kind, key in record.told if (kind, key) not in record.unknown]
    if left:
        raise Changed(f"{left[0]} is missing.")
    if sum(number for number in record.loose.values() if number > 0) > withheld:
        raise Changed("Evidence that came with a file is missing.")
    return proven, withheld


def check_copies(folder, manifest):
    """The text and the original of each revision are those of its row."""
    for row in lines_of(folder / "rows" / "revision.jsonl"):
        values = row["values"]
        number = values["number"]
        originals = [name for name in manifest["files"] if name.startswith(f"revisions/{number}-original")]
        if not originals or sha256((folder / originals[0]).read_bytes()) != values["original"]:
            raise Changed(f"The original of revision {number} was changed.")
        if values["sha256"] != values["original"]:
            raise Changed(f"Revision {number} names another original.")
        if (folder / "revisions" / f"{number}.txt").read_bytes() != values["body"].encode():
            raise Changed(f"The text of revision {number} was changed.")


def check_seal(folder, record):
    """The seal took this record in. Return a sentence on it."""
    seal = json.loads((folder / "seal.json").read_text(encoding="utf-8"))
    if seal is None:
        return "The desk had not sealed this record yet."
    if record.heads.get(seal["length"]) != seal["head"]:
        raise Changed(f"Line {seal['length']} is not the one that was sealed.")
    leaf = canonical([record.article, seal["length"], seal["head"]])
    node = hashlib.sha256(b"\0" + leaf.encode()).digest()
    for side, other in seal["path"]:
        pair = bytes.fromhex(other) + node if side == "left" else node + bytes.fromhex(other)
        node = hashlib.sha256(b"\1" + pair).digest()
    if node.hex() != seal["root"]:
        raise Changed("The seal does not take in this record.")
    return f"Sealed up to line {seal['length']} on {seal['at']}, root {seal['root']}."


def check(folder):
    """Check an unpacked record; return sentences on what was proven. Raise Changed at the first thing that is not."""
    folder = Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    check_files(folder, manifest)
    events = folder / "events.jsonl"
    forgotten = max((line["sequence"] for line in lines_of(events) if line["action"] == "details purged"), default=0)
    record = Record(manifest["article"])
    for line in lines_of(events):
        record.take(line, forgotten)
    proven, withheld = check_rows(folder, record, manifest["columns"])
    check_copies(folder, manifest)
    said = [f"Unchanged: {record.length} lines of the record and {proven} rows that it answers for."]
    if withheld or record.withheld:
        said.append(f"Withheld for a confidential source: details of {record.withheld} lines, {withheld} rows.")
    return [*said, f"The last line's hash: {record.head}", check_seal(folder, record)]


def main():
    """Check the folder that this file lies in, or the one that was named."""
    folder = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent
    try:
        print("\n".join(check(folder)))
    except (Changed, OSError, ValueError, KeyError, TypeError) as error:
        what = str(error) if isinstance(error, Changed) else f"It can't be read ({type(error).__name__}: {error})."
        print(f"NOT AS IT LEFT THE DESK. {what}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
