// SPDX-License-Identifier: GPL-3.0-or-later
// The outlayd under test, on a free port of 127.0.0.1 and in a folder of its own.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const PASSWORD = 'seven quiet ferries at dawn'
const CHEAP = '--bcrypt-cost=4'
const environment = Object.fromEntries (
  Object.entries (process.env).filter (([name]) => !name.startsWith ('OUTLAY')))

/** A running server: `origin` is its base URL, `folder` holds its database and keys. */
export class Outlayd {
  folder = mkdtempSync (join (tmpdir (), 'outlay-peers-'))
  database = `sqlite:${this.folder}/outlay.db`

  /** @param {...string} options  further settings, as on the command line */
  static async start (...options) {
    const self = new Outlayd ()
    self.child = spawn (process.env.OUTLAYD, [
      'serve', CHEAP, '--database', self.database, '--proofs', join (self.folder, 'proofs'),
      '--keys', join (self.folder, 'keys'), '--listen', '127.0.0.1:0', ...options,
    ], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
    process.once ('exit', () => self.child.kill ('SIGKILL'))
    const [line] = await once (createInterface (self.child.stdout), 'line')
    self.origin = /https?:\/\/\S+/.exec (line)[0].replace (/\/$/, '')
    return self
  }

  addUser (company, email, name, role) {
    const done = spawnSync (process.env.OUTLAYD, [
      'user', 'add', CHEAP, '--database', this.database, '--keys', join (this.folder, 'keys'),
      '--company', company, '--email', email, '--name', name, '--role', role,
    ], { env: environment, input: PASSWORD + '\n', encoding: 'utf8' })
    if (done.status !== 0) throw new Error (`user add: ${done.stderr}`)
  }

  /** Ends it and removes its folder. */
  async stop () {
    const ended = once (this.child, 'exit')
    this.child.kill ('SIGTERM')
    await ended
    rmSync (this.folder, { recursive: true, force: true })
  }
}
