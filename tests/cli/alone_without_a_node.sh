#!/usr/bin/env bash
# A diary for one: no node runs, every command opens the vault itself.
source "$(dirname "$0")/people.sh"
person mira

# Texts come as an argument or from standard input.
first=$(as mira write note --text "Žluťoučký kůň" --tag evening --tag rain --json | field id)
second=$(printf 'two\nlines\n' | as mira write note --text - --json | field id)
as mira write --text "- begins with a dash" >/dev/null
same "$(as mira show "$second" --json | field text)" $'two\nlines'

# Newest first; every entry with its facts in natural types.
as mira list --json >"$HOMES/list"
same "$(field 0.text <"$HOMES/list")" "- begins with a dash"
same "$(field 2.id <"$HOMES/list")" "$first"
same "$(field 2.tags <"$HOMES/list")" '["evening", "rain"]'
for fact in kind:note author:me authorName:Mira shared:false; do
  same "$(field "2.${fact%%:*}" <"$HOMES/list")" "${fact#*:}"
done

# What list can be asked for.
same "$(as mira list --json --tag rain | field 0.id)" "$first"
same "$(as mira list --json --limit 1 | field 0.text)" "- begins with a dash"
for none in --theirs --shared --set-aside "--since 2100-01-01" "--until 2000-01-01" "--tag none"; do
  same "$(as mira list --json $none)" "[]"
done
same "$(as mira list --json --mine --kind note --since 2000-01-01 --until 2100-01-01 | field 2.id)" "$first"

# An id may be shortened while it is the only one.
same "$(as mira show "${first:0:8}" --json | field id)" "$first"
refused "no such entry" as mira show ffffffffffff

# Words are found in any order and case, without accents, the last one also as a beginning.
same "$(as mira search "zlutoucky KU" --json | field 0.id)" "$first"
same "$(as mira search lines two --json | field 0.id)" "$second"
same "$(as mira search window --json)" "[]"

# Changing keeps what was; an earlier version can be brought back, by a change like any other.
as mira edit "$second" --text "three lines" --tag new
as mira edit "$second" --untag new --field mood=calm
same "$(as mira show "$second" --json --history | field history.0.tags)" '["new"]'
same "$(as mira show "$second" --json --history | field history.1.text)" $'two\nlines'
as mira edit "$second" --restore 2
same "$(as mira show "$second" --json | field text)" $'two\nlines'
same "$(as mira show "$second" --json | field fields)" "{}"
refused "no version 9" as mira edit "$second" --restore 9

# A file goes in and comes out as it was.
head -c 300000 /dev/urandom >"$HOMES/photo.jpg"
photo=$(as mira write note --attach "$HOMES/photo.jpg" --json | field id)
same "$(as mira show "$photo" --json | field attachments)" '[{"name": "photo.jpg", "size": 300000, "here": true}]'
as mira save "$photo" --to "$HOMES/out.jpg"
cmp "$HOMES/photo.jpg" "$HOMES/out.jpg"
refused "out.jpg\": it is there already" as mira save "$photo" photo.jpg --to "$HOMES/out.jpg"
refused "out.jpg\": its folder is not there" as mira save "$photo" photo.jpg --to "$HOMES/none/out.jpg"
refused "no attachment" as mira save "$photo" other.jpg --to "$HOMES/other.jpg"
refused "missing.jpg\": there is no such file" as mira write note --text x --attach "$HOMES/missing.jpg"
refused "\"$HOMES\": it is a folder" as mira edit "$photo" --attach "$HOMES"
as mira edit "$photo" --detach photo.jpg
same "$(as mira show "$photo" --json | field attachments)" "[]"

# Letters that not every keyboard has are found by plain ones.
nordic=$(as mira write note --text "Søren går på gaden, Straße, łódź" --json | field id)
for words in soren strasse lodz "går søren"; do same "$(as mira search "$words" --json | field 0.id)" "$nordic"; done
as mira delete "$nordic"

# Deleting is for good.
as mira delete "$first"
refused "no such entry" as mira show "$first"
same "$(as mira search zlutoucky --json)" "[]"

# For people: short lines, calm words, no escape sequences when it is not a terminal.
contains "$(as mira list)" "today"
lacks "$(as mira list)" $'\e'
contains "$(as mira show "$second")" "only you can see this"

# What needs a partner or a node says so.
refused "not paired" as mira share "$second"
refused "alongside run" as mira unlock
refused "node" as mira lock
refused "node" as mira stop
contains "$(as mira status)" "alongside invite"
same "$(as mira status --json | field partner)" null
same "$(as mira status --json | field running)" false

# Without the passphrase nothing is readable, and status says that it is locked.
refused "--passphrase-file" as_keyless mira list
same "$(as_keyless mira status --json | field locked)" true
same "$(as_keyless mira status --json | field name)" ""
