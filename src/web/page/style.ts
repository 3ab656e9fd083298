/** The page's style sheet. Light and dark by what the reader's system prefers; contrasts are at least 4.5 to 1. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f3f5f8; --card: #fff; --text: #1b2330; --muted: #566172; --line: #dfe4eb;
  --link: #0b57a4; --critical: #b3261e; --warning: #8f4e00; --info: #0b57a4; --fine: #1d6b35; --pending: #566172;
  --answer: #8fa3ba; --error: #c0562f; --on-badge: #fff }
@media (prefers-color-scheme: dark) { :root { --ground: #0f141a; --card: #181f28; --text: #e3e8ee; --muted: #9fabba;
  --line: #2b3542; --link: #82bbff; --critical: #ff8f86; --warning: #ffb763; --info: #82bbff; --fine: #7fd494;
  --pending: #9fabba; --answer: #61758c; --error: #e58a62; --on-badge: #10151b } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 68rem; padding: 0 1rem 2rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1, h2, h3, h4, p, dl, dd, ol, ul { margin: 0 }
h1 { font-size: 1.25rem } h2 { font-size: 1.05rem; margin-bottom: .6rem } h3 { font-size: 1rem }
h4 { font-size: .875rem; margin-top: .6rem }
ol, ul { padding-left: 1.3rem } li { margin-top: .15rem }
a { color: var(--link) }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
main:focus { outline: none }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; top: .5rem }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.meta, .more, .quiet { color: var(--muted); font-weight: 400 } .meta, .more { font-size: .8125rem }
.more { display: block } .more:empty { display: none }
header { display: flex; flex-wrap: wrap; gap: .3rem 1rem; justify-content: space-between; align-items: center;
  padding: 1rem 0 }
.live { display: flex; gap: .6rem; align-items: center; color: var(--muted); font-size: .8125rem;
  font-variant-numeric: tabular-nums }
.verdict { padding: .7rem 1rem; border-radius: .5rem; border-left: .35rem solid var(--tone); background: var(--card);
  color: var(--tone); font-size: 1.125rem; font-weight: 600 }
.verdict + .verdict { margin-top: .6rem }
.critical { --tone: var(--critical) } .warning { --tone: var(--warning) } .info { --tone: var(--info) }
.fine { --tone: var(--fine) } .pending { --tone: var(--pending) }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .6rem; margin: .6rem 0 0 }
.figures div { background: var(--card); border-radius: .5rem; padding: .5rem 1rem }
.figures dt { color: var(--muted); font-size: .8125rem }
.figures dd { font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums }
section { margin-top: 1.75rem }
.text { padding-top: 1rem } .text > * { margin-top: .6rem } .text table { background: var(--card); border-radius: .5rem }
.card { background: var(--card); border-radius: .5rem; border-left: .35rem solid var(--tone); padding: .8rem 1rem }
.card + .card { margin-top: .6rem } .card p { margin-top: .3rem }
.badge { display: inline-block; padding: 0 .5rem; border-radius: .3rem; background: var(--tone); color: var(--on-badge);
  font-size: .75rem; font-weight: 600; line-height: 1.6; vertical-align: .08em }
.foot { display: flex; flex-wrap: wrap; gap: .4rem 1rem; justify-content: space-between; align-items: end;
  margin-top: .6rem }
form { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; font-size: .875rem }
button, select { font: inherit; font-size: .875rem; color: var(--text); background: var(--ground);
  border: 1px solid var(--muted); border-radius: .35rem; padding: .25rem .7rem; min-height: 2rem }
button { cursor: pointer; white-space: nowrap } button:hover { border-color: var(--link) }
.strips, .plan, section > table, section > details { background: var(--card); border-radius: .5rem }
.strips { padding: .6rem 1rem } .strips > .meta { margin-top: .5rem }
.strip { display: grid; grid-template-columns: 12rem 1fr 5rem; grid-template-areas: "name chart total"; gap: 0 1rem;
  align-items: center; padding: .25rem 0 }
.strip .name { grid-area: name; font-size: .875rem } .strip .number { grid-area: total; font-size: .875rem }
.strip svg { grid-area: chart; display: block; width: 100%; height: 1.875rem }
.strip + .axis { margin: 0 6rem 0 13rem }
.axis { display: flex; justify-content: space-between; color: var(--muted); font-size: .75rem;
  font-variant-numeric: tabular-nums }
.ground { stroke: var(--line); fill: none; vector-effect: non-scaling-stroke }
.answer .bars { fill: var(--answer) } .error .bars { fill: var(--error) }
.plan { padding: .8rem 1rem; --tone: var(--link) } .plan + .plan { margin-top: .6rem }
.plan.critical { --tone: var(--critical) } .plan.warning { --tone: var(--warning) }
.plan svg { display: block; width: 100%; height: 6rem; margin-top: .5rem }
.plan .line, .plan .ahead, .plan .now { fill: none; stroke: var(--tone); stroke-width: 2;
  vector-effect: non-scaling-stroke }
.plan .ahead { stroke-dasharray: 5 4 } .plan .now { stroke: var(--line) } .plan .area { fill: var(--tone); opacity: .15 }
table { border-collapse: collapse; width: 100%; font-size: .875rem }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-top: 1px solid var(--line) }
thead th { border-top: 0; color: var(--muted); font-size: .8125rem; font-weight: 400 }
th:first-child, td:first-child { padding-left: 1rem } th:last-child, td:last-child { padding-right: 1rem }
tbody th { font-weight: 600 }
.number { text-align: right; font-variant-numeric: tabular-nums }
.when, .number, td time { overflow-wrap: normal }
.when { font-variant-numeric: tabular-nums; font-weight: 400; width: 6.5rem }
.number { white-space: nowrap } th p, th details { font-weight: 400 }
details { margin-top: .4rem } summary { cursor: pointer; color: var(--link); font-size: .8125rem }
section > details > summary { padding: .5rem 1rem }
.sample { display: block; margin-top: .15rem; font-size: .75rem; color: var(--muted); white-space: pre-wrap }
.state.failing, .state.given_up { color: var(--critical); font-weight: 600 }
.state.waiting { color: var(--warning); font-weight: 600 }
footer { margin-top: 2rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--muted);
  font-size: .8125rem }
nav a { margin-right: .8rem }
@media (max-width: 40rem) {
  .strip { grid-template-columns: 1fr auto; grid-template-areas: "name total" "chart chart" }
  .strip + .axis { margin: 0 }
  th, td { padding: .4rem .35rem } .when { width: 5rem }
}
`
