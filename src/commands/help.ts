/** The words of `--help`: a page that a newcomer can work from. */
export const HELP = {
  what: `Finds the root cause of a Cloud Run failure from its logs: reads the log entries since the last deployment, names the cause above its symptoms, and says how many seconds after which revision it began.`,
  files:
    'exported entries: NDJSON, a JSON array, gzip, plain text, folders, - for standard input (default: the Google Cloud project)',
  matchFiles: 'exported entries or log lines: whatever `rca scan` reads, - for standard input',
  verify: 'whether a fix holds: each failure before and after it went live, with how much was served',
  verifyArguments:
    'signatures (v1:0123456789abcdef, or its beginning), aliases, ids of rules; everything else is read as `rca scan` reads files',
  watch: 'follow the live logs during a deployment: what is new, and which deployment brought it',
  watchInput: '- for entries through standard input (default: the live tail of the Google Cloud project)',
  scan: 'scan the logs since the last deployment and report the root cause',
  examples: `
Start here:
  rca demo                                       a real incident, end to end, on this machine alone
  rca scan --project my-project                  the logs of a project since its services' last deployments
  rca scan export.ndjson                         entries that were exported before
  gcloud logging read 'resource.type="cloud_run_revision"' --freshness=3h --format=json | rca scan -

File an issue:
  rca scan --save r.json > body.md
  [ $? -eq 1 ] && gh issue create --title "$(rca report r.json --title)" --body-file body.md

Watch a deployment:
  rca watch --project my-project                 the live logs on a screen
  rca watch --project my-project --for 10m       a gate for CI: exit 1 as soon as a new failure is certain

Is it fixed?
  rca verify --since-report r.json --wait 15m && echo the fix holds

Exit status: 0 nothing found (verify: fixed), 1 findings (verify: not fixed), 2 could not do the job, 3 inconclusive: read only
in part and nothing found, 130 interrupted twice. The report is the only thing on standard output.`,
  matchExamples: `
Examples:
  rca match app.log                              the lines that a rule knows
  rca match --explain app.log                    and why each rule won, lost or nearly matched
  echo 'connect ECONNREFUSED 10.0.0.5:5432' | rca match -  
  rca match --all --no-rules --format json app.log | jq -r .template | sort | uniq -c | sort -rn

A line of a stack trace gets the rule and the signature of its trace. A line whose own level is DEBUG or INFO may quote
a failure: rules of failures do not speak for it. JSON: {line, rule, category, role, signature, template, captures}.`,
  watchExamples: `
Examples:
  rca watch --project my-project --service checkout      what is new from now on, compared with the hour before
  rca watch --project my-project --since deploy          since the last go-live
  gcloud beta logging tail 'resource.type="cloud_run_revision"' --format=json | rca watch -
  rca watch --project my-project --for 10m --format json | jq -r 'select(.event == "signature").title'

On a terminal it is a screen; in a pipe, with --format or --no-tui, a line an event: a new failure, a deployment, a verdict that
changed, what was lost. With --for it is a gate: a failure is certain once it has come three times and cannot be the noise of a
roll-out any more, at once where a revision fails to start. Reading the tail needs roles/logging.viewer.

Exit status: 0 nothing found, 1 findings, 2 could not do the job, 3 inconclusive: no traffic was seen, or the tail was lost, 130
interrupted twice.`,
  verifyExamples: `
Examples:
  rca verify --project my-project --service checkout     every failure of the revision before, since the last go-live
  rca verify v1:8d34ec7620c30fd9 --project my-project    one signature; v1:8d34ec is enough
  rca verify recursion/python export.ndjson              what a rule names, in exported entries
  rca verify --since-report r.json --wait 15m            what \`rca scan --save r.json\` diagnosed, until it can tell
  rca verify --revision checkout-00042-xyz --format markdown | gh pr comment 1234 --body-file -

fixed: none since, though at the old rate there would have been (chance of none at most 5 %). Revisions decide before time
does: what an older revision still writes is noted, not counted. A fix that is no deployment has a time: --deploy-at TIME.

Exit status: 0 fixed; 1 not fixed: still failing, rarer but not gone, regressed, or a new failure came with the fix; 2 could
not do the job; 3 inconclusive: not enough traffic since, no fix live yet, or not all was read.`,
  scanExamples: `
Examples:
  rca scan --since 2h --service checkout         two hours, one service
  rca scan --since deploy~2                      since the deployment before the last
  rca scan --since revision:checkout-00042-xyz   since that revision went live
  rca scan logs/ --deploy-at 2025-09-09T19:09:34Z
  rca scan export.json.gz --format json | jq '.diagnoses[0].title'

Reading a project needs roles/logging.viewer; with roles/run.viewer rca also sees what changed between revisions.
Times without an offset are local time. One --fail-on of: new = failures that are new or worse since the deployment, or that
have no baseline; any = old ones too; never = 0 unless rca could not do its job.`,
};

/** What `rca emulator --help` says below its flags. */
export function emulatorHelp(faults: { usage: string; help: string }[]): string {
  const width = Math.max(...faults.map(({ usage }) => usage.length));
  return `
Faults:
${faults.map(({ usage, help }) => `  ${usage.padEnd(width)}  ${help}`).join('\n')}

Prints one JSON line {grpc, tls, rest, caFile} when it is ready, and serves until Ctrl-C.

Examples:
  rca emulator --port 8085 --scenario recursion
  rca emulator --rest-port 8086 --load export.ndjson --fault quota=5
  rca scan --emulator 127.0.0.1:8085 --project netra-staging --since 2025-09-09T18:00:00Z --until 2025-09-09T19:30:00Z`;
}
