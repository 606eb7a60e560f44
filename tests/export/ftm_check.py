"""Checks entities with the followthemoney library; run by an interpreter that has it: `python ftm_check.py FILE`.

Prints one line of JSON: how many entities of each schema, and what is wrong with any.
"""

import json
import sys
from collections import Counter
from unicodedata import normalize

from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry


def main(path):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    schemata = {row["id"]: row["schema"] for row in rows}
    wrong = []
    if len(schemata) != len(rows):
        wrong.append("an id stands twice")
    for row in rows:
        schema = model.get(row["schema"])
        try:
            schema.validate(row)
        except InvalidData as problem:
            wrong.append(f"{row['id']}: {problem}")
        if not registry.entity.validate(row["id"]):
            wrong.append(f"no id: {row['id']}")
        cleaned = EntityProxy.from_dict(row, cleaned=False).to_dict()["properties"]
        for name, values in row["properties"].items():
            prop = schema.get(name)
            if sorted(cleaned.get(name, ())) != sorted(normalize("NFC", value.strip()) for value in values):
                wrong.append(f"{row['id']}: {name} is not clean: {values}, {cleaned.get(name)}")
            for value in values if prop.type.name == "entity" else ():
                if value not in schemata or not model.get(schemata[value]).is_a(prop.range):
                    wrong.append(f"{row['id']}: {name} is {value}, a {schemata.get(value)}")
    print(json.dumps({"counts": Counter(row["schema"] for row in rows), "wrong": wrong}))


main(sys.argv[1])
