/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/shell/outlay-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (OutlayApplication) application = NULL;
  /* A program that runs from its build folder finds its translations there. */
  const char *translations = g_getenv ("OUTLAY_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations != NULL ? translations : OUTLAY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = outlay_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
