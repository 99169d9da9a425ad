# Run on a server by ssh: what publishing asks of it. POSIX sh; besides it needs flock, timeout, sha256sum and mv -T: as on any
# Linux, BusyBox included where it has flock. $1 is what to do, $2 the folder with releases/ and current, the rest stands below.
set -eu
umask 022
LC_ALL=C
export LC_ALL
task=$1 base=$2
shift 2

sums() { # of all files below the folder, by path; our own papers are left out
    find . \( -type f -o -type l \) ! -path ./release.json ! -path ./SHA256SUMS ! -path './added.sha256*' \
        -exec sha256sum {} + | sed 's|  \./|  |' | sort -k 2
}

case $task in
hold) # until whoever holds it says no more for a minute; a connection that is cut frees it
    for tool in flock timeout sha256sum; do
        command -v "$tool" >/dev/null || { echo "lacks $tool"; exit 3; }
    done
    mkdir -p "$base/releases"
    exec 9>>"$base/.releases.lock"
    flock -n 9 || { echo busy; exit 3; }
    echo held
    while [ -n "$(timeout 60 head -c 1)" ]; do :; done
    ;;
list) # the live release, then of each release its name and what it says of itself
    cd "$base"
    if [ -e current ] && ! [ -L current ]; then
        echo "has a current that is no symbolic link"
        exit 3
    fi
    echo "live $(readlink current || true)"
    for release in releases/*/; do
        if [ -d "$release" ]; then
            printf '%s %s\n' "$(basename "$release")" "$(head -n 1 "${release}release.json" 2>/dev/null || true)"
        fi
    done
    ;;
papers) # the manifest of the release $1, and of what was added to it
    cd "$base/releases/$1" 2>/dev/null || exit 0
    cat SHA256SUMS 2>/dev/null || true
    echo
    cat added.sha256 2>/dev/null || true
    ;;
differences) # lines of the manifest of $1 that are not so (+), and of what is there instead (-)
    cd "$base/releases/$1"
    sums | diff -U 0 - SHA256SUMS || [ $? -eq 1 ]
    ;;
prepare) # remove what a publish that broke off has left
    rm -rf "$base"/releases/.new-* "$base"/releases/.old-*
    ;;
carry) # link the files that stdin names, of the release $1, into the folder $2
    while IFS= read -r path; do
        [ -e "$base/releases/$2/$path" ] && continue
        mkdir -p "$(dirname "$base/releases/$2/$path")"
        ln "$base/releases/$1/$path" "$base/releases/$2/$path"
    done
    ;;
complete) # .new-$1 is whole: wait for the disk, where files are not shared with another release, and give it its name
    find "$base/releases/.new-$1" \( -type d -o -links 1 \) -exec sync {} +
    mv -T "$base/releases/.new-$1" "$base/releases/$1"
    sync "$base/releases"
    ;;
switch) # $1 becomes the live release in the place of $2, which is empty where there was none
    cd "$base"
    if [ "$(readlink current || true)" != "${2:+releases/$2}" ]; then
        echo "has got another live release meanwhile"
        exit 3
    fi
    rm -f .current.new
    ln -s "releases/$1" .current.new
    mv -T .current.new current
    sync .
    ;;
added) # stdin becomes the manifest of what was added to $1
    cat >"$base/releases/$1/added.sha256.new"
    mv -T "$base/releases/$1/added.sha256.new" "$base/releases/$1/added.sha256"
    ;;
remove) # releases, first out of sight
    cd "$base/releases"
    for name; do mv -T "$name" ".old-$name"; done
    rm -rf .old-*
    ;;
esac
