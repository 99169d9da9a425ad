#!/bin/bash
# Prove docs/betrieb.md: its commands, as they stand there, make a server of a fresh Debian, and a push goes live on it.
#
#   tests/operators_machine.sh            SUITE=trixie tests/operators_machine.sh
#
# The machine is made with debootstrap and thrown away. It has no systemd, and its names are in no DNS: systemctl is a line
# that reloads nginx, certbot one that makes certificates itself. Needs root, debootstrap, curl, openssl, ssh, and that nobody
# listens at the ports 80, 443 and 2222.
set -euo pipefail

project=$(realpath -- "$(dirname -- "$0")/..")
if [ -z "${MACHINE:-}" ]; then
    [ "$(id -u)" = 0 ] || { echo "Making a machine needs root." >&2; exit 1; }
    export MACHINE
    MACHINE=$(mktemp -d "${TMPDIR:-/tmp}/operators-machine.XXXXXX")
    trap 'rm -rf --one-file-system "$MACHINE"' EXIT
    chmod 755 "$MACHINE"
    unshare --mount --pid --fork --kill-child -- "$0"
    exit
fi
machine=$MACHINE/server computer=$MACHINE/computer

# The commands of a section of the handbook: its first, second … block
told() {
    awk -v section="$1" -v wanted="$2" '
        /^##/ { inside = ($0 == section) }
        inside && /^```sh$/ { count++; printing = (count == wanted); next }
        /^```$/ { printing = 0 }
        printing { print }' "$project/docs/betrieb.md"
}

server() {
    echo "──── server: $1"
    chroot "$machine" env --ignore-environment HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt sh -euc "$1" </dev/null
}

here() {
    echo "──── computer: $1"
    (cd "$computer" && sh -euc "$1")
}

make_machine() {
    local suite=${SUITE:-bookworm} mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$machine" "$mirror" >"$MACHINE/log" ||
        { tail -n 20 "$MACHINE/log"; exit 1; }
    mount -t proc proc "$machine/proc"
    mount -t tmpfs tmpfs "$machine/dev/shm"
    cp --dereference /etc/resolv.conf "$machine/etc/resolv.conf"
    # Where the network has certificates of its own, this machine knows them, and uv has to be told
    cp --dereference /etc/ssl/certs/ca-certificates.crt "$machine/usr/local/share/network.pem"
    install -D /dev/stdin "$machine/etc/sudoers.d/certificates" <<<'Defaults env_keep += SSL_CERT_FILE'
    echo "127.0.0.1 $(hostname)" >>"$machine/etc/hosts"
    install /dev/stdin "$machine/usr/sbin/policy-rc.d" <<<'exit 101'
    install /dev/stdin "$machine/usr/local/bin/systemctl" <<<'#!/bin/sh
nginx -s reload 2>/dev/null || nginx'
    install /dev/stdin "$machine/usr/local/bin/certbot" <<<'#!/bin/sh
[ "$1" = certonly ] || { mkdir -p /etc/letsencrypt/renewal-hooks/deploy; exit 0; }
while [ "$1" != --cert-name ]; do shift; done
mkdir -p "/etc/letsencrypt/live/$2" && cd "/etc/letsencrypt/live/$2"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$2" -keyout privkey.pem -out fullchain.pem 2>/dev/null'
}

# Where apt has put Debian's certificates, the network's come back
trust() { cp "$machine/usr/local/share/network.pem" "$machine/etc/ssl/certs/ca-certificates.crt"; }

# A coach's clone that knows the server, with the destination that the handbook tells
make_computer() {
    git clone --quiet --no-hardlinks "$project" "$computer"
    here 'git checkout --quiet -B main; git config user.name Coach; git config user.email coach@modellorte.example'
    awk '/^```yaml$/ { found++; next } /^```$/ { if (found) exit } found && /^(publish|  -)/' "$project/docs/betrieb.md" >>"$computer/villages.yaml"
    here 'git commit --quiet --all --message Server'
    ssh-keygen -q -t ed25519 -N '' -f "$MACHINE/key"
    export GIT_SSH_COMMAND="ssh -i $MACHINE/key -p 2222 -o HostName=127.0.0.1 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
}

# Whether a host answers with these words
answers() {
    curl --silent --insecure --fail --retry 20 --retry-delay 1 --retry-all-errors --resolve '*:443:127.0.0.1' "https://$1" | grep "$2" >/dev/null || { echo "$1 does not answer with: $2" >&2; exit 1; }
}

make_machine
trust
server "$(told '### Einrichten' 1 | sed 's/^apt install/& -qq -y/')"
trust
make_computer
echo "restrict $(cat "$MACHINE/key.pub")" >"$machine/srv/modellorte/.ssh/authorized_keys"
server 'chown -R modellorte: /srv/modellorte/.ssh; mkdir -p /run/sshd; ssh-keygen -A >/dev/null; /usr/sbin/sshd -p 2222'
here "$(told '### Einrichten' 2)"
server "$(told '### Einrichten' 3)"
server "$(told '### Ins Netz' 1)"
server "$(told '### Ins Netz' 2)"
server "$(told '### Ins Netz' 3)"
server "$(told '### Jede Nacht' 1)"
for name in modellorte.example weslarn.modellorte.example meckingsen.modellorte.example ampen.modellorte.example; do
    answers "$name/" '<html lang="de">'
done
here 'echo "\nEin neuer Satz." >>content/weslarn/seiten/dorf.md; git commit --quiet --all --message Satz; git push server main'
answers weslarn.modellorte.example/dorf/ 'Ein neuer Satz'
here 'sed -i s/^title/titel/ content/weslarn/seiten/dorf.md; git commit --quiet --all --message Fehler; ! git push server main; git reset --quiet --hard HEAD~1'
answers weslarn.modellorte.example/dorf/ 'Ein neuer Satz'
server 'cd /srv/modellorte/projekt; for task in releases rollback verify; do sudo -Hu modellorte ./site $task; done'
server "$(told '## Aktualisieren' 1)"
answers weslarn.modellorte.example/dorf/ 'Ein neuer Satz'
here "$(told '## Sichern' 1)"
server 'nginx -s stop'
echo "──── docs/betrieb.md is true."
