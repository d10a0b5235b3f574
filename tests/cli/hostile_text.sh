#!/usr/bin/env bash
# A partner's text can't do anything to the terminal that shows it.
source "$(dirname "$0")/people.sh"
person mira
person ben
start mira
start ben
pair mira ben

override=$'\u202e' # turns the rest of a line around
id=$(as ben write note --text "safe${override}efas" --tag "tag${override}" --field "name${override}=value${override}" --json | field id)
as ben share "$id" >/dev/null
as ben sync
for command in "show $id" list "search safe"; do
  shown=$(as mira $command)
  contains "$shown" "safe"
  lacks "$shown" "$override"
  lacks "$(as mira $command --json)" "$override"
done
same "$(as mira show "$id" --json | field text)" "safe${override}efas"

# Escape sequences do not even get into an entry, or into a name.
refused "plain text" as ben write note --text $'\e[2Jgone'
refused "plain text" as_keyless mallory init --name $'\e]0;title\a' --passphrase-file "$HOMES/ben.passphrase"
stop mira
stop ben
