#!/usr/bin/env bash
# Lets wapiti and sqlmap loose on a demo in a folder of its own and says what they found; ends with 1 if
# they found anything. Tools come from PyPI into the user's cache; nothing else leaves this machine.
#   scripts/attack.sh [wapiti] [sqlmap]       one of them, or both
#   LINLI_BIN      the binary (default: dist/linli, else a debug build)
#   LINLI_PORT     where the demo answers (default 3440)
#   LINLI_MINUTES  most minutes of each run (default 20)
#   LINLI_REPORT   a folder for the tools' own reports (default: one below the cache)
# docs/security-runs.md says what is asked of them and why.
# The parts are called by name, finish by the trap.
# shellcheck disable=SC2317
. "$(dirname "$0")/env.sh"

tools=("$@")
[ "${#tools[@]}" -gt 0 ] || tools=(wapiti sqlmap)
bin=${LINLI_BIN:-dist/linli}
if [ -z "${LINLI_BIN:-}" ] && [ ! -x "$bin" ]; then
  cargo build --features ssr
  bin=$CARGO_TARGET_DIR/debug/linli
fi
port=${LINLI_PORT:-3440}
seconds=$((60 * ${LINLI_MINUTES:-20}))
reports=${LINLI_REPORT:-$LINLI_CACHE/attack-reports}
site=http://localhost:$port
# The wall against foreign forms asks the browser; the tools say what a browser says of the site's own
# forms, so that they meet what lies behind it.
own='Sec-Fetch-Site: same-origin'

venv=$LINLI_CACHE/attack
if [ ! -x "$venv/bin/wapiti" ] || [ ! -x "$venv/bin/sqlmap" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet sqlmap wapiti3
fi

folder=$(mktemp -d)
server=
finish() {
  status=$?
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM
rm -rf "$reports"
mkdir -p "$reports"

unset DATABASE_URL
export LINLI_DATA=$folder/data LINLI_ADDR=127.0.0.1:$port LINLI_URL=$site
"$bin" demo --json >"$folder/demo.json"
"$bin" routes --json >"$folder/routes.json"
"$bin" serve 2>"$reports/server.log" &
server=$!
for _ in $(seq 100); do
  curl -fs -o /dev/null "$site/help" && break
  kill -0 "$server" 2>/dev/null || fail "The server did not start: $(cat "$reports/server.log")"
  sleep 0.1
done

demo() { "$venv/bin/python" -c "import json,sys; d=json.load(open('$folder/demo.json')); print($1)"; }
slug=$(demo "d['communities'][0]['slug']")
people=(nobody household committee official security auditor)
# Comes in as one of them and prints the cookies as one header's value; households take turns by the
# number given. Each from an address of its own, so that wrong tries of the others do not keep it out.
enter() {
  local person address jar=$folder/jar-$1 form=()
  address=127.0.1.$((1 + $(printf '%s' "$1" | cksum | cut -d ' ' -f 1) % 250))
  person="next(s for s in d['staff'] if s['role'] == '$1' and s['scope'] != '36')"
  case $1 in
    nobody) return ;;
    household) form=("c=$slug" "token=$(demo "(lambda at: at[${2:-0} % len(at)])([h['token'] for h in d['households'] if h['community'] == '$slug'])")" "$site/v") ;;
    *) form=("login=$(demo "${person}['login']")" "password=$(demo "${person}['password']")" "$site/login") ;;
  esac
  curl -s -o /dev/null --interface "$address" -c "$jar" -H "$own" --data-urlencode "${form[0]}" --data-urlencode "${form[1]}" "${form[2]}"
  awk -F'\t' 'NF >= 7 { sub(/^#HttpOnly_/, "", $1); printf "%s%s=%s", sep, $6, $7; sep = "; " }' "$jar"
}
# Whether these cookies are still somebody's: an attack may have ended the session.
is_in() {
  local home=/account
  [ "$1" != household ] || home=/own
  [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Cookie: $2" "$site$home")" = 200 ]
}
declare -A cookie
for who in "${people[@]}"; do
  cookie[$who]=$(enter "$who")
  [ "$who" = nobody ] || is_in "$who" "${cookie[$who]}" || fail "The $who of the demo could not come in."
done

found=0

# What is left out, and why, stands in docs/security-runs.md.
modules=backup,crlf,csp,exec,file,htaccess,http_headers,ldap,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss
wapiti_as() {
  local who=$1 report=$reports/wapiti-$1.json more=()
  # Anew: sensitive acts ask for a password that was given a short while ago.
  cookie[$who]=$(enter "$who")
  [ -z "${cookie[$who]}" ] || more+=(-H "Cookie: ${cookie[$who]}" --drop-set-cookie)
  for start in "/c/$slug" /record /regions /v?c="$slug" /desk /office "/setup/$slug" /own /account /admin /admin/audit; do more+=(-s "$site$start"); done
  say "wapiti as $who, about $((seconds / 60)) minutes"
  # Half of the time for finding addresses; each module gets a share, and few use theirs up.
  timeout $((seconds * 3)) nice -n 15 "$venv/bin/wapiti" -u "$site/" --scope folder -m "$modules" -H "$own" "${more[@]}" \
    -x "$site/login/out" -x "$site/v/out" -x "$site/v/phones/*" -x "$site/own/delete" -x "$site/account/sessions" --max-links-per-page 40 --max-files-per-dir 40 -d 6 --max-parameters 12 \
    --max-scan-time $((seconds / 2)) --max-attack-time $((seconds / 8)) --endpoint "$site/" --dns-endpoint localhost --tasks 2 -t 20 --flush-session --store-session "$folder/wapiti" --no-bugreport \
    -S normal -v 0 -f json -o "$report" >"$reports/wapiti-$who.log" 2>&1 || true
  "$venv/bin/python" - "$report" "$who" <<'PY' || found=1
import json, sys
try:
    report = json.load(open(sys.argv[1]))
except OSError:
    sys.exit(f"wapiti as {sys.argv[2]}: it left no report")
found = [(kind, one) for part in ("vulnerabilities", "anomalies") for kind, all in report[part].items() for one in all]
for kind, one in found:
    print(f"  {kind}: {one['method']} {one['path']} {one.get('parameter') or ''}: {one['info']}")
print(f"wapiti as {sys.argv[2]}: {report['infos'].get('crawled_pages_nbr', '?')} addresses, {len(found)} findings")
sys.exit(bool(found))
PY
}

# Every form and query that somebody meets, one request of each route, and each parameter in a path. What
# a household or staff before them meets too is not asked once more as staff.
requests_of() {
  COOKIE=${cookie[$1]} "$venv/bin/python" - "$site" "$folder/routes.json" "$folder/requests-$1" "$slug" "$folder/met-before" <<'PY'
import html.parser, json, os, re, sys, urllib.error, urllib.parse, urllib.request
site, table, folder, slug, before = sys.argv[1:]
os.makedirs(folder)
who = folder.rsplit("-", 1)[1]
met = set(open(before).read().splitlines()) if os.path.exists(before) else set()
routes = [(r["path"], re.compile("^" + re.sub(r"\{[^}]*\}", "([^/]+)", r["path"]) + "$")) for r in json.load(open(table))]
routes.sort(key=lambda r: r[0].count("{"))
route = lambda path: next((r for r in routes if r[1].match(path)), (path, None))
ENDS = {"/login/out", "/v/out"}

class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.forms, self.form, self.select = [], [], None, None
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "a" and a.get("href"): self.links.append(a["href"])
        if tag == "form": self.form = {"to": a.get("action") or "", "post": (a.get("method") or "").lower() == "post", "fields": {}}; self.forms.append(self.form)
        if self.form is None or not a.get("name") and tag != "option": return
        if tag == "select": self.select = a["name"]
        elif tag == "option" and self.select and a.get("value"): self.form["fields"].setdefault(self.select, a["value"])
        elif tag in ("input", "textarea", "button") and a.get("type") != "file":
            self.form["fields"].setdefault(a["name"], a.get("value") or ("1" if a.get("type") in ("number", "tel") else "abc"))
    def handle_endtag(self, tag):
        if tag == "form": self.form = None
        if tag == "select": self.select = None

def head(method, target):
    cookie = os.environ["COOKIE"]
    lines = [f"{method} {target} HTTP/1.1", "Host: " + site.split("//")[1], "Sec-Fetch-Site: same-origin"]
    return lines + ([f"Cookie: {cookie}"] if cookie else [])

made = set()
def keep(key, lines, body=""):
    if key in made or who not in ("nobody", "household") and repr(key) in met: return
    made.add(key)
    if body: lines = lines + ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    with open(f"{folder}/{len(made):03}.http", "w") as out: out.write("\r\n".join(lines) + "\r\n\r\n" + body)

seen, queue = set(), ["/", f"/c/{slug}", "/v?c=" + slug, "/record", "/desk", "/office", "/setup/" + slug, "/own", "/account", "/admin", "/admin/staff/new", "/admin/audit", "/privacy"]
while queue and len(seen) < 250:
    at = queue.pop(0)
    url = urllib.parse.urlsplit(at)
    pattern, _ = route(url.path)
    key = (pattern, tuple(sorted(urllib.parse.parse_qs(url.query))))
    if key in seen: continue
    seen.add(key)
    request = urllib.request.Request(site + at, headers={"Cookie": os.environ["COOKIE"]})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer: at, text = answer.url[len(site):], answer.read()
    except urllib.error.HTTPError as refused: text = refused.read()
    page = Page()
    page.feed(text.decode("utf-8", "replace"))
    if url.query: keep(("GET",) + key, head("GET", url.geturl()))
    if "{" in pattern: keep(("GET", pattern), head("GET", re.sub("([^/]+)", lambda m: m[0], url.path) + "*"))
    here = lambda to: urllib.parse.urljoin(site + at, to).split("#")[0]
    for link in map(here, page.links):
        if link.startswith(site + "/") and urllib.parse.urlsplit(link).path not in ENDS: queue.append(link[len(site):])
    for form in page.forms:
        to = urllib.parse.urlsplit(here(form["to"]))
        if to.path in ENDS or not here(form["to"]).startswith(site): continue
        names = ("POST" if form["post"] else "GET", route(to.path)[0], tuple(sorted(form["fields"])))
        body = urllib.parse.urlencode(form["fields"])
        if form["post"]: keep(names, head("POST", to.path + (f"?{to.query}" if to.query else "")), body)
        elif body: keep(names, head("GET", f"{to.path}?{body}"))
if who != "nobody":
    with open(before, "a") as out: out.writelines(repr(key) + "\n" for key in made)
print(len(made))
PY
}

sqlmap_as() {
  local who=$1 many=$2 until asked=0 cut=0 one out=$reports/sqlmap-$1
  say "sqlmap as $who: $many requests, at most $((seconds / 60)) minutes"
  until=$((SECONDS + seconds))
  for one in "$folder/requests-$who"/*.http; do
    [ "$SECONDS" -lt "$until" ] || break
    if [ "$who" != nobody ]; then
      cookie[$who]=$(enter "$who" "$asked")
      is_in "$who" "${cookie[$who]}" || { say "sqlmap as $who: could not come in again"; break; }
    fi
    sed -i "s/^Cookie: .*/Cookie: ${cookie[$who]}\r/" "$one"
    asked=$((asked + 1))
    timeout 2700 nice -n 15 "$venv/bin/sqlmap" -r "$one" --batch --level 2 --risk 1 --threads 2 --timeout 20 --retries 1 \
      --technique BEUST --time-sec 3 --ignore-code '*' --skip 'token_of_form' --drop-set-cookie --disable-coloring \
      --output-dir "$out" --flush-session >>"$reports/sqlmap-$who.log" 2>&1 || [ $? -ne 124 ] || cut=$((cut + 1))
  done
  local hits
  hits=$(find "$out" -name log -size +0 2>/dev/null | wc -l)
  if [ "$hits" -gt 0 ]; then
    found=1
    find "$out" -name log -size +0 -exec cat {} +
  fi
  echo "sqlmap as $who: $asked of $many requests ($cut cut short after 45 minutes), $hits findings"
  # A list that is cut short, or a tool that does nothing, is no result.
  if [ "$asked" -eq 0 ] || [ "$asked" -ne "$many" ] || [ "$cut" -ne 0 ]; then
    say "Not all requests were tried; give it more with LINLI_MINUTES."
    found=1
  fi
  return "$found"
}

# wapiti asks with several connections and goes one person after the other; sqlmap mostly thinks, so its people go together.
for tool in "${tools[@]}"; do
  declare -A many=()
  going=()
  for who in "${people[@]}"; do
    if [ "$tool" = sqlmap ]; then
      many[$who]=$(requests_of "$who")
    else
      wapiti_as "$who"
    fi
  done
  for who in "${!many[@]}"; do
    sqlmap_as "$who" "${many[$who]}" &
    going+=($!)
  done
  for one in "${going[@]}"; do wait "$one" || found=1; done
done
kill -0 "$server" 2>/dev/null || { say "The server ended by itself."; found=1; }
if grep -i panicked "$reports/server.log" >&2; then found=1; fi
say "reports: $reports"
exit "$found"
