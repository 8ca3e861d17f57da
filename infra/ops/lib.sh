# What the scripts beside this share. To be sourced.
set -euo pipefail
ops=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
infra=$(dirname "$ops")
env_file=${RAILBOOKER_ENV_FILE:-$infra/.env}

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Who asks what a script does is told by its head, and nothing is done.
case ${1:-} in -h | --help) awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; exit 0 ;; esac

# The value of a setting: the environment's, else that of .env, else the second parameter.
setting() {
  local given=${!1:-}
  [ -n "$given" ] || given=$( [ ! -f "$env_file" ] || sed -n "s/^$1=//p" "$env_file" | tail -1 )
  printf '%s' "${given:-${2:-}}"
}

secrets() { local folder; folder=$(setting SECRETS_FOLDER ./secrets); case $folder in /*) printf '%s' "$folder" ;; *) printf '%s' "$infra/${folder#./}" ;; esac; }

# Compose with this product's files: further ones in RAILBOOKER_COMPOSE_FILES, with spaces between.
compose() {
  local files=(-f "$infra/docker-compose.yml") file
  for file in ${RAILBOOKER_COMPOSE_FILES:-}; do files+=(-f "$file"); done
  docker compose --env-file "$env_file" "${files[@]}" "$@"
}

# Containers that run for a service, oldest first.
containers() { compose ps --quiet "$1" | xargs -r docker inspect --format '{{.Created}} {{.Id}}' | sort | cut -d' ' -f2; }

# Waits until a container is healthy; what it last said where it is not.
await_healthy() {
  local container=$1 end=$((SECONDS + ${2:-90})) state
  while state=$(docker inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$container"); do
    case $state in
      "running healthy") return 0 ;;
      exited* | dead*) break ;;
    esac
    [ $SECONDS -lt $end ] || break
    sleep 0.5
  done
  docker logs --tail 20 "$container" >&2
  fail "The container $container is not healthy but: $state"
}

random() { openssl rand -base64 36 | tr '+/' '-_' | tr -d '=\n' | cut -c1-40; }

# Writes a secret, readable by whoever may enter the folder: containers run as users that this machine does not know.
write_secret() {
  local file; file=$(secrets)/$1
  printf '%s' "$2" >"$file.new"
  chmod 0444 "$file.new"
  mv -f "$file.new" "$file"
}
read_secret() { cat "$(secrets)/$1"; }
has_secret() { [ -e "$(secrets)/$1" ]; }

password_in() { local login=${1#*://}; login=${login%%@*}; printf '%s' "${login#*:}"; }
user_in() { local login=${1#*://}; printf '%s' "${login%%:*}"; }

# SQL as the superuser, inside the container of Postgres. Standard input is the script.
sql() { compose exec -T postgres psql -X -q -v ON_ERROR_STOP=1 -U postgres -d "${DATABASE:-railbooker}" "$@"; }
