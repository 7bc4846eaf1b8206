/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "app/shell/outlay-application.h"
#include "start-clock.h"

/* The application as it is, line for line what its own main() does, with a clock beside it. */
int
main (int argc, char **argv)
{
  g_autoptr (OutlayApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, OUTLAY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = outlay_application_new ();
  start_clock_watch (GTK_APPLICATION (application));

  return g_application_run (G_APPLICATION (application), argc, argv);
}
