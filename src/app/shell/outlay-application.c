/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-application.h"

#include <glib/gi18n.h>

#include "app/shell/outlay-window.h"

struct _OutlayApplication
{
  AdwApplication parent_instance;

  /* Owned */
  OutlayWorkspace *workspace;
  GFile *data_folder;
};

G_DEFINE_FINAL_TYPE (OutlayApplication, outlay_application, ADW_TYPE_APPLICATION)

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (outlay_window_new (user_data)));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (user_data);
}

static const GActionEntry actions[] = {
  { "new-window", new_window_cb },
  { "quit", quit_cb },
};

static int
outlay_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  OutlayApplication *self = OUTLAY_APPLICATION (application);
  const char *folder;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("outlay " OUTLAY_VERSION "\n");
      return 0;
    }

  if (g_variant_dict_lookup (options, "data-folder", "^&ay", &folder))
    {
      /* Another folder is another life: it must not end up in a running instance, unless it was
       * given an id of its own with --gapplication-app-id. */
      self->data_folder = g_file_new_for_commandline_arg (folder);
      if (g_str_equal (g_application_get_application_id (application), OUTLAY_APP_ID))
        g_application_set_flags (application,
                                 g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  return -1;
}

static void
outlay_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (outlay_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
}

static void
outlay_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (outlay_window_new (OUTLAY_APPLICATION (application)));

  gtk_window_present (window);
}

static void
outlay_application_finalize (GObject *object)
{
  OutlayApplication *self = OUTLAY_APPLICATION (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->data_folder);

  G_OBJECT_CLASS (outlay_application_parent_class)->finalize (object);
}

static void
outlay_application_class_init (OutlayApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_application_finalize;

  G_APPLICATION_CLASS (klass)->handle_local_options = outlay_application_handle_local_options;
  G_APPLICATION_CLASS (klass)->startup = outlay_application_startup;
  G_APPLICATION_CLASS (klass)->activate = outlay_application_activate;
}

static void
outlay_application_init (OutlayApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and leave"), NULL },
    { "data-folder", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep accounts in FOLDER"),
      N_ ("FOLDER") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), NULL);
}

OutlayApplication *
outlay_application_new (void)
{
  return g_object_new (OUTLAY_TYPE_APPLICATION, "application-id", OUTLAY_APP_ID, "flags",
                       G_APPLICATION_CAN_OVERRIDE_APP_ID, "resource-base-path",
                       "/io/github/outlay/Outlay", NULL);
}

OutlayWorkspace *
outlay_application_get_workspace (OutlayApplication *self)
{
  g_return_val_if_fail (OUTLAY_IS_APPLICATION (self), NULL);

  return self->workspace;
}

GFile *
outlay_application_get_data_folder (OutlayApplication *self)
{
  g_return_val_if_fail (OUTLAY_IS_APPLICATION (self), NULL);

  return self->data_folder;
}
