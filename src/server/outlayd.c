/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");

  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      g_print ("outlayd %s\n", OUTLAY_VERSION);
      return 0;
    }

  g_printerr ("usage: outlayd --version\n");
  return 2;
}
