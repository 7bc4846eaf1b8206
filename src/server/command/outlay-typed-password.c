/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-typed-password.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "core/account/outlay-account-check.h"

static char *
read_line (void)
{
  g_autofree char *buffer = g_malloc0 (8 * OUTLAY_PASSWORD_MAX);

  if (fgets (buffer, 8 * OUTLAY_PASSWORD_MAX, stdin) == NULL)
    return g_strdup ("");

  buffer[strcspn (buffer, "\r\n")] = '\0';
  return g_steal_pointer (&buffer);
}

char *
outlay_typed_password_read (const char *email)
{
  struct termios before, silent;
  char *password;

  if (email == NULL || tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line ();

  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  g_printerr ("Password of %s, at least %d characters: ", email, OUTLAY_PASSWORD_MIN);
  password = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");

  return password;
}
