/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-command.h"
#include "server/proofs/outlay-proof-keys.h"

static int
make_key (int n_arguments, char **arguments, gboolean rotates)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (OutlayProofKeys) keys = NULL;
  g_autoptr (GError) error = NULL;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 1))
    return 2;

  if (!outlay_proof_keys_make (line.words[0], rotates, &error) ||
      (keys = outlay_proof_keys_load (line.words[0], &error)) == NULL)
    return outlay_command_fail (error);

  g_print ("%s: the key %.8s… seals proofs from now on\n"
           "Keep a copy where the backups are not: without it no proof under it can be read.\n",
           line.words[0], outlay_proof_keys_get_first (keys)->id);
  return 0;
}

static int
run_new (int n_arguments, char **arguments)
{
  return make_key (n_arguments, arguments, FALSE);
}

static int
run_rotate (int n_arguments, char **arguments)
{
  return make_key (n_arguments, arguments, TRUE);
}

const OutlayCommand outlay_key_new_command = {
  "key new",
  "FILE ",
  "make a file with a new key that seals the proofs",
  "FILE must not be there yet; none but its owner can read it. Name it in the settings as\n"
  "proof-key-file, restart the server, and \"outlayd proofs encrypt\" seals what is there.\n",
  run_new,
};

const OutlayCommand outlay_key_rotate_command = {
  "key rotate",
  "FILE ",
  "put a new key above those in the file",
  "The first line seals, all of them open. Send the server a SIGHUP, or restart it, and then run\n"
  "\"outlayd proofs encrypt\". Older lines may go when it is done; backups made before need "
  "them.\n",
  run_rotate,
};
