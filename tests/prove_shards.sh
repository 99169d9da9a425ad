#!/usr/bin/env bash
# Prove that shards, built by machines that know nothing of one another and put together, are what one build makes.
#
#   tests/prove_shards.sh [SHARDS]     default: one for each site
#
# Each machine is a clone of HEAD in a folder of its own, with empty caches, another locale, time zone, umask and hash
# seed. One more assembles what they hand on, one more builds everything at once. Compared are all bytes of the
# outputs; then a build on top of the merged store has nothing to make, and other shards build on it the same again.
set -euo pipefail

project=$(realpath -- "$(dirname -- "$0")/..")
sites=$("$project/site" sites | wc -l)
shards=${1:-$sites}
day=(--settings publishconf.py --date 2026-11-22)
work=$(mktemp -d "${TMPDIR:-/tmp}/prove-shards.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
unset SOURCE_DATE_EPOCH

say() { echo "──── $*"; }

fail() {
    echo "✗ $*" >&2
    exit 1
}

# machine NAME: a clone with nothing built or kept; the current folder is in it
machine() {
    git clone --quiet "$project" "$work/$1"
    if [ -d "$project/.uv" ]; then ln -s "$project/.uv" "$work/$1/.uv"; fi # uv is the same on all machines
    cd -- "$work/$1"
}

zones=(UTC Pacific/Kiritimati America/Los_Angeles Asia/Kathmandu)
locales=(C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 C)
masks=(022 077 027 002)

# build_on NAME NUMBER SHARD: build a shard on a machine with habits of its own
build_on() {
    cd -- "$work/$1"
    local habit=$(($2 % 4))
    (
        umask "${masks[habit]}"
        TZ=${zones[habit]} LC_ALL=${locales[habit]} PYTHONHASHSEED=$2 \
            ./site build "${day[@]}" --jobs $((habit + 1)) --shard "$3" --output "shards/$2/output"
    )
}

# hand_on NAME NUMBER: what a CI job uploads, and the last one downloads
hand_on() {
    for part in output .output.shard; do
        if [ -e "$work/$1/shards/$2/$part" ]; then
            mkdir -p "$work/handed-on/shard-$2"
            cp -r -- "$work/$1/shards/$2/$part" "$work/handed-on/shard-$2/"
        fi
    done
}

# same ONE OTHER: compare two outputs, byte by byte, manifest included
same() {
    diff -r -- "$1" "$2" || fail "$1 and $2 differ"
}

say "$shards machines, one shard each"
for number in $(seq "$shards"); do
    machine "machine-$number"
    build_on "machine-$number" "$number" "$number/$shards"
    hand_on "machine-$number" "$number"
done

say "one machine assembles them"
machine assembly
./site assemble "${day[@]}" --shards "$work/handed-on"

say "one machine builds everything at once"
machine single
./site build "${day[@]}"
same "$work/assembly/output" "$work/single/output"

say "a build on top of the assembly, with the merged store"
cd -- "$work/assembly"
./site build "${day[@]}" | tee "$work/lines"
[ "$(grep -c ' 0 made anew' "$work/lines")" = "$sites" ] || fail "something was made anew"
[ "$(ls .cache/store/*.sqlite | wc -l)" = "$sites" ] || fail "the store was not merged"
same output "$work/single/output"

say "other shards, from the merged store alone"
rm -rf -- "$work/handed-on"
for number in 1 2; do
    machine "later-$number"
    mkdir .cache
    cp -r -- "$work/assembly/.cache/store" .cache/store
    build_on "later-$number" "$number" "$number/2"
    hand_on "later-$number" "$number"
done
machine later
./site assemble "${day[@]}" --shards "$work/handed-on"
same output "$work/single/output"

say "a shard of another build, and one with another byte, are refused"
if ./site assemble "${day[@]:0:2}" --date 2026-11-23 --shards "$work/handed-on"; then fail "an old shard was taken"; fi
printf '\n' >>"$work/handed-on/shard-1/output/main/index.html"
if ./site assemble "${day[@]}" --shards "$work/handed-on"; then fail "a damaged shard was taken"; fi
same output "$work/single/output"

echo "✓ $shards shards and 2 shards, assembled, equal one build of $sites sites: $(find output -type f | wc -l) files, every byte."
