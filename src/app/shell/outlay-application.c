/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-application.h"

#include <glib/gi18n.h>

#include "app/shell/outlay-budget-alert.h"
#include "app/shell/outlay-shortcuts-dialog.h"
#include "app/shell/outlay-window.h"
#include "client/account/outlay-workspace-private.h"

struct _OutlayApplication
{
  AdwApplication parent_instance;

  /* Owned */
  OutlayWorkspace *workspace;
  GFile *data_folder;
  GError *problem;

  guint start_source; /* starts sync once the first frame is out */
};

G_DEFINE_FINAL_TYPE (OutlayApplication, outlay_application, ADW_TYPE_APPLICATION)

enum
{
  PROP_0,
  PROP_WORKSPACE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control><Shift>n" } },
  { "app.shortcuts", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "win.new-expense", { "<Control>n" } },
  { "win.search", { "<Control>f" } },
  { "win.export", { "<Control><Shift>e" } },
  { "win.print", { "<Control>p" } },
  { "win.sync", { "<Control>r", "F5" } },
};

/* The pages by their places in the sidebar. */
static void
set_page_accels (GtkApplication *application)
{
  for (guint n = 1; n <= 9; n++)
    {
      g_autofree char *action = g_strdup_printf ("win.go-to-nth(uint32 %u)", n);
      g_autofree char *key = g_strdup_printf ("<Alt>%u", n);

      gtk_application_set_accels_for_action (application, action,
                                             (const char *const[]) { key, NULL });
    }
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (outlay_window_new (user_data)));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  /* Each window is asked, as one may hold a form that is not saved. */
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_close (window->data);

  g_list_free (windows);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OutlayApplication *self = OUTLAY_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (user_data);
  OutlayAccount *account = self->workspace != NULL ? outlay_workspace_get_account (self->workspace)
                                                   : NULL;

  adw_dialog_present (outlay_shortcuts_dialog_new (account), GTK_WIDGET (window));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  adw_show_about_dialog (GTK_WIDGET (window), "application-name", "Outlay", "application-icon",
                         OUTLAY_APP_ID, "version", OUTLAY_VERSION, "developer-name",
                         _ ("The Outlay Contributors"), "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: put your names here, one a line. */
                         "translator-credits", _ ("translator-credits"), "comments",
                         _ ("Company expenses, from the receipt to the decision."), NULL);
}

static const GActionEntry actions[] = {
  { "new-window", new_window_cb },
  { "quit", quit_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
};

/* What touches the disk or the network waits until the first frames are out. */
static gboolean
start_cb (gpointer user_data)
{
  OutlayApplication *self = OUTLAY_APPLICATION (user_data);
  OutlaySync *sync = outlay_workspace_get_sync (self->workspace);
  g_autoptr (GError) error = NULL;

  self->start_source = 0;

  if (!outlay_account_touch (outlay_workspace_get_account (self->workspace), &error))
    g_message ("The account is not remembered as the last one: %s", error->message);
  if (sync != NULL)
    outlay_sync_start (sync);

  return G_SOURCE_REMOVE;
}

static void
set_problem (OutlayApplication *self, GError *problem)
{
  g_clear_error (&self->problem);
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORKSPACE]);
}

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
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (folder);

      outlay_application_set_data_folder (self, file);

      if (g_str_equal (g_application_get_application_id (application), OUTLAY_APP_ID))
        g_application_set_flags (application,
                                 g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  return -1;
}

static void
outlay_application_startup (GApplication *application)
{
  dex_init ();
  G_APPLICATION_CLASS (outlay_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (OUTLAY_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  outlay_budget_alert_install (OUTLAY_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action,
                                           accels[i].accels);
  set_page_accels (GTK_APPLICATION (application));

  outlay_application_open_last (OUTLAY_APPLICATION (application));
}

static void
outlay_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (outlay_window_new (OUTLAY_APPLICATION (application)));

  gtk_window_present (window);
}

/* Receipts opened from the files app begin a new expense. */
static void
outlay_application_open_files (GApplication *application,
                               GFile **files,
                               int n_files,
                               const char *hint)
{
  GtkWindow *window;

  g_application_activate (application);
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  outlay_window_file_proofs (OUTLAY_WINDOW (window), files, n_files);
}

static void
outlay_application_shutdown (GApplication *application)
{
  outlay_application_close_workspace (OUTLAY_APPLICATION (application));

  G_APPLICATION_CLASS (outlay_application_parent_class)->shutdown (application);
}

static void
outlay_application_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, OUTLAY_APPLICATION (object)->workspace);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_application_finalize (GObject *object)
{
  OutlayApplication *self = OUTLAY_APPLICATION (object);

  g_clear_handle_id (&self->start_source, g_source_remove);
  g_clear_object (&self->workspace);
  g_clear_object (&self->data_folder);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (outlay_application_parent_class)->finalize (object);
}

static void
outlay_application_class_init (OutlayApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->get_property = outlay_application_get_property;
  object_class->finalize = outlay_application_finalize;

  application_class->handle_local_options = outlay_application_handle_local_options;
  application_class->startup = outlay_application_startup;
  application_class->activate = outlay_application_activate;
  application_class->open = outlay_application_open_files;
  application_class->shutdown = outlay_application_shutdown;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, OUTLAY_TYPE_WORKSPACE,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_application_init (OutlayApplication *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "outlay", NULL);
  const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and leave"), NULL },
    { "data-folder", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep accounts in FOLDER"),
      N_ ("FOLDER") },
    { NULL },
  };

  self->data_folder = g_file_new_for_path (folder);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

OutlayApplication *
outlay_application_new (void)
{
  return g_object_new (OUTLAY_TYPE_APPLICATION, "application-id", OUTLAY_APP_ID, "flags",
                       G_APPLICATION_CAN_OVERRIDE_APP_ID | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/outlay/Outlay", NULL);
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

void
outlay_application_set_data_folder (OutlayApplication *self, GFile *folder)
{
  g_return_if_fail (OUTLAY_IS_APPLICATION (self));
  g_return_if_fail (G_IS_FILE (folder));

  g_set_object (&self->data_folder, folder);
}

const GError *
outlay_application_get_problem (OutlayApplication *self)
{
  g_return_val_if_fail (OUTLAY_IS_APPLICATION (self), NULL);

  return self->problem;
}

void
outlay_application_open_last (OutlayApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) accounts = NULL;
  g_autoptr (OutlayAccount) account = NULL;

  g_return_if_fail (OUTLAY_IS_APPLICATION (self));

  accounts = outlay_accounts_load (self->data_folder, &error);

  if (accounts == NULL)
    {
      set_problem (self, g_steal_pointer (&error));
      return;
    }

  account = g_list_model_get_item (accounts, 0);

  if (account != NULL)
    outlay_application_open (self, account, NULL, NULL);
}

gboolean
outlay_application_open (OutlayApplication *self,
                         OutlayAccount *account,
                         OutlaySession *session,
                         GError **error)
{
  g_autoptr (OutlayWorkspace) workspace = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (OUTLAY_IS_APPLICATION (self), FALSE);
  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (account), FALSE);

  outlay_application_close_workspace (self);
  workspace = outlay_workspace_open (account, &problem);

  if (workspace == NULL)
    {
      if (error != NULL)
        *error = g_error_copy (problem);

      set_problem (self, g_steal_pointer (&problem));
      return FALSE;
    }

  /* Without a keyring the tokens are in this session alone. */
  if (session != NULL)
    outlay_workspace_set_session (workspace, session);

  self->workspace = g_steal_pointer (&workspace);
  outlay_budget_alert_watch (self, self->workspace);
  self->start_source = g_idle_add_full (G_PRIORITY_LOW, start_cb, self, NULL);
  set_problem (self, NULL);

  return TRUE;
}

void
outlay_application_close_workspace (OutlayApplication *self)
{
  g_autoptr (OutlayWorkspace) workspace = NULL;

  g_return_if_fail (OUTLAY_IS_APPLICATION (self));

  workspace = g_steal_pointer (&self->workspace);
  g_clear_handle_id (&self->start_source, g_source_remove);

  if (workspace == NULL)
    return;

  /* Windows let go of it first. */
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORKSPACE]);
  outlay_workspace_close (workspace);
}
