"""One value out of a JSON text on standard input: field.py partner.name. Exactly one JSON value must stand there."""
import json
import sys


def main():
    value = json.loads(sys.stdin.read())
    for step in sys.argv[1].split("."):
        if step:
            value = value[int(step)] if isinstance(value, list) else value[step]
    print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


main()
