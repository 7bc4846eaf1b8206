// SPDX-License-Identifier: GPL-3.0-or-later
// Runs tests one after another and prints TAP: one line for each, and why one failed.

/** @param {string} area  @param {Object<string, function>} tests  by what they show */
export async function run (area, tests) {
  const names = Object.keys (tests)
  let failed = 0

  console.log (`1..${names.length}`)
  for (const [index, name] of names.entries ()) {
    const title = `${index + 1} /peers/${area}/${name.replaceAll (' ', '-')}`
    try {
      await tests[name] ()
      console.log (`ok ${title}`)
    } catch (error) {
      failed++
      console.log (`not ok ${title}`)
      for (const line of String (error.stack ?? error).split ('\n')) console.log (`# ${line}`)
      if (error.cause) console.log (`# cause: ${String (error.cause)}`)
    }
  }
  process.exitCode = failed ? 1 : 0
}
