#!/bin/bash
# Prove that the project builds on a fresh machine: Debian with python3, git and certificates, and nothing else.
#
#   tests/fresh_machine.sh [COMMAND…]     default: './site build'; also: './site build' './site test'
#
# A clean Debian is made with debootstrap, from the mirror that this machine's apt uses, and thrown away at the end.
# Each command runs in a clone of HEAD, or of the working tree where WORKTREE is set; first as root, then as an
# ordinary user, each in a clone of their own. SUITE chooses another Debian than bookworm. Needs root and debootstrap.
set -euo pipefail

project=$(realpath -- "$(dirname -- "$0")/..")
suite=${SUITE:-bookworm}

if [ -z "${MACHINE:-}" ]; then
    [ "$(id -u)" = 0 ] || { echo "Making a machine needs root." >&2; exit 1; }
    command -v debootstrap >/dev/null || { echo "Needs debootstrap: apt-get install debootstrap" >&2; exit 1; }
    export MACHINE
    MACHINE=$(mktemp -d "${TMPDIR:-/tmp}/fresh-machine.XXXXXX")
    trap 'rm -rf --one-file-system "$MACHINE"' EXIT
    chmod 755 "$MACHINE" # it becomes the machine's /, which everyone may enter
    [ $# -gt 0 ] || set -- './site build'
    # The rest runs in namespaces of its own: what it mounts and starts is gone when it ends, however it ends
    unshare --mount --pid --fork --kill-child -- "$0" "$@"
    exit
fi
machine=$MACHINE

# Where this machine's apt gets Debian from
mirror() {
    local codename
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' |
        awk -v codename="$codename" '$1 == codename { print $2; exit }'
}

make_machine() {
    echo "──── making a fresh $suite"
    debootstrap --variant=minbase --include=python3,git,ca-certificates "$suite" "$machine" "$(mirror)" >"$machine/log" ||
        { tail -n 20 "$machine/log"; exit 1; }
    mount -t proc proc "$machine/proc"
    mount -t tmpfs tmpfs "$machine/dev/shm"
    cp --dereference /etc/resolv.conf "$machine/etc/resolv.conf"
    # Where the network has certificates of its own, this machine knows them, and uv has to be told
    cp --dereference /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/ca-certificates.crt"
    chroot "$machine" useradd --create-home coach
}

# The folder's name has a space and an umlaut in it, as a coach's may
clone_for() {
    local home=$1 owner=$2
    if [ -z "${WORKTREE:-}" ] && git -C "$project" rev-parse --quiet --verify HEAD >/dev/null; then
        git clone --quiet --no-hardlinks "$project" "$machine$home/Unsere Dörfer"
    else
        mkdir "$machine$home/Unsere Dörfer"
        git -C "$project" ls-files -z --cached --others --exclude-standard |
            tar --directory="$project" --create --null --ignore-failed-read --files-from=- |
            tar --directory="$machine$home/Unsere Dörfer" --extract
    fi
    chroot "$machine" chown --recursive "$owner:" "$home/Unsere Dörfer"
}

run_as() {
    local owner=$1 home=$2 command=$3 start=$EPOCHREALTIME
    echo "──── $owner: $command"
    chroot --userspec="$owner:$owner" "$machine" env --ignore-environment \
        HOME="$home" PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 CI=true \
        SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
        /bin/sh -c "cd '$home/Unsere Dörfer' && $command" </dev/null
    awk -v owner="$owner" -v command="$command" -v start="$start" -v end="$EPOCHREALTIME" \
        'BEGIN { printf "──── %s: %s took %.1f s\n", owner, command, end - start }'
}

make_machine
for owner in root coach; do
    home=$(chroot "$machine" sh -c "echo ~$owner")
    clone_for "$home" "$owner"
    for command; do
        run_as "$owner" "$home" "$command"
    done
done
