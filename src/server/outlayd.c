/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#include "server/command/outlay-command.h"

static const OutlayCommand *const commands[] = {
  &outlay_serve_command,          &outlay_user_add_command,     &outlay_user_password_command,
  &outlay_migrate_command,        &outlay_check_command,        &outlay_backup_command,
  &outlay_restore_command,        &outlay_demo_command,         &outlay_health_command,
  &outlay_key_new_command,        &outlay_key_rotate_command,   &outlay_proofs_encrypt_command,
  &outlay_proofs_decrypt_command, &outlay_proofs_sweep_command, &outlay_pack_export_command,
  &outlay_pack_verify_command,    &outlay_pack_import_command,  &outlay_rates_import_command,
};

static void
print_usage (void)
{
  g_print ("usage: outlayd COMMAND [OPTION…]\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *name = g_strconcat (commands[i]->name, " ", commands[i]->arguments, NULL);

      g_print ("  %-16s %s\n", name, commands[i]->summary);
    }
  g_print ("\n  outlayd COMMAND --help says more; outlayd --version tells the version\n");
}

static void
print_help (const OutlayCommand *command)
{
  g_autofree char *settings = command->takes_settings ? outlay_settings_describe () : g_strdup ("");

  g_print ("usage: outlayd %s %s[OPTION…]\n\n%c%s\n\n%s%s", command->name, command->arguments,
           g_ascii_toupper (*command->summary), command->summary + 1, settings, command->options);
}

/* How many arguments the name of @command takes, when they begin with it; or 0. */
static int
match_name (const OutlayCommand *command, char **arguments)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  int i;

  for (i = 0; words[i] != NULL; i++)
    if (arguments[i] == NULL || !g_str_equal (words[i], arguments[i]))
      return 0;

  return i;
}

static gboolean
asks_for_help (char **arguments)
{
  return g_strv_contains ((const char *const *) arguments, "--help") ||
         g_strv_contains ((const char *const *) arguments, "-h");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* Databases, proofs and keys are nobody else's business. */
  umask (0077);

  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      g_print ("outlayd %s\n", OUTLAY_VERSION);
      return 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      int n = match_name (commands[i], argv + 1);

      if (n == 0)
        continue;
      if (asks_for_help (argv + 1))
        {
          print_help (commands[i]);
          return 0;
        }
      return commands[i]->run (argc - 1 - n, argv + 1 + n);
    }

  if (asks_for_help (argv + 1))
    {
      print_usage ();
      return 0;
    }

  g_printerr ("outlayd: %s; see outlayd --help\n",
              argc > 1 ? "this command is not known" : "a command is missing");
  return 2;
}
