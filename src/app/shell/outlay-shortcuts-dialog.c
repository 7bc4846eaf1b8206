/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-shortcuts-dialog.h"

#include <glib/gi18n.h>

/* Whose keys they are: what an account has no use for is not shown. */
typedef enum
{
  ANYONE,
  COMPANY,
  REVIEWERS,
  ADMINS,
} OutlayAudience;

struct _OutlayShortcutsDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (OutlayShortcutsDialog, outlay_shortcuts_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  const char *group;
  const char *title;
  const char *keys; /* one or two accelerators with a space between */
  OutlayAudience audience;
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_ ("General"), N_ ("New expense"), "<Control>n", ANYONE },
  { N_ ("General"), N_ ("Edit the expense"), "<Control>e", ANYONE },
  { N_ ("General"), N_ ("Search"), "<Control>f", ANYONE },
  { N_ ("General"), N_ ("Synchronize now"), "<Control>r F5", COMPANY },
  { N_ ("General"), N_ ("Main menu"), "F10", ANYONE },
  { N_ ("General"), N_ ("Keyboard shortcuts"), "<Control>question", ANYONE },
  { N_ ("General"), N_ ("New window"), "<Control><Shift>n", ANYONE },
  { N_ ("General"), N_ ("Close the window"), "<Control>w", ANYONE },
  { N_ ("General"), N_ ("Quit"), "<Control>q", ANYONE },
  { N_ ("Pages"), N_ ("Expenses"), "<Alt>1", REVIEWERS },
  { N_ ("Pages"), N_ ("Review"), "<Alt>2", REVIEWERS },
  { N_ ("Pages"), N_ ("People"), "<Alt>3", ADMINS },
  { N_ ("Pages"), N_ ("Policy"), "<Alt>4", ADMINS },
  { N_ ("Expense Form"), N_ ("Submit"), "<Control>Return", COMPANY },
  { N_ ("Expense Form"), N_ ("Save"), "<Control>s", ANYONE },
  { N_ ("Expense Form"), N_ ("Save and start the next"), "<Control><Shift>Return", ANYONE },
  { N_ ("Expense Form"), N_ ("Paste a receipt"), "<Control>v", ANYONE },
  { N_ ("Review"), N_ ("Next and previous"), "j k", REVIEWERS },
  { N_ ("Review"), N_ ("Approve"), "a", REVIEWERS },
  { N_ ("Review"), N_ ("Reject with a reason"), "r", REVIEWERS },
  { N_ ("Review"), N_ ("Undo the decision"), "u <Control>z", REVIEWERS },
  { N_ ("Review"), N_ ("Compare with the proof before"), "c", REVIEWERS },
  { N_ ("Receipts"), N_ ("Next and previous page"), "Page_Down Page_Up", ANYONE },
  { N_ ("Receipts"), N_ ("Zoom in and out"), "plus minus", ANYONE },
  { N_ ("Receipts"), N_ ("Show the whole page"), "0", ANYONE },
  { N_ ("Receipts"), N_ ("Turn left and right"), "bracketleft bracketright", ANYONE },
};

static void
add_keys (AdwActionRow *row, const char *keys)
{
  g_auto (GStrv) accelerators = g_strsplit (keys, " ", -1);

  for (guint i = 0; accelerators[i] != NULL; i++)
    {
      GdkModifierType modifiers;
      guint key;
      g_autofree char *text = NULL;
      GtkWidget *label;

      gtk_accelerator_parse (accelerators[i], &key, &modifiers);
      text = gtk_accelerator_get_label (key, modifiers);
      label = gtk_label_new (text);
      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (label, "keycap");
      adw_action_row_add_suffix (row, label);
    }
}

static void
fill (OutlayShortcutsDialog *self, OutlayAudience audience)
{
  AdwPreferencesGroup *group = NULL;
  const char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkWidget *row;

      if (shortcuts[i].audience > audience)
        continue;

      row = adw_action_row_new ();

      if (g_strcmp0 (name, shortcuts[i].group) != 0)
        {
          name = shortcuts[i].group;
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, _ (name));
          adw_preferences_page_add (self->page, group);
        }

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (shortcuts[i].title));
      add_keys (ADW_ACTION_ROW (row), shortcuts[i].keys);
      adw_preferences_group_add (group, row);
    }
}

static void
outlay_shortcuts_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_SHORTCUTS_DIALOG);

  G_OBJECT_CLASS (outlay_shortcuts_dialog_parent_class)->dispose (object);
}

static void
outlay_shortcuts_dialog_class_init (OutlayShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_shortcuts_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/shell/outlay-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayShortcutsDialog, page);
}

static void
outlay_shortcuts_dialog_init (OutlayShortcutsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
outlay_shortcuts_dialog_new (OutlayAccount *account)
{
  OutlayShortcutsDialog *self = g_object_new (OUTLAY_TYPE_SHORTCUTS_DIALOG, NULL);
  OutlayAudience audience = ANYONE;

  if (account != NULL && !outlay_account_is_on_device (account))
    switch (outlay_account_get_role (account))
      {
      case OUTLAY_ROLE_ADMIN:
        audience = ADMINS;
        break;
      case OUTLAY_ROLE_REVIEWER:
        audience = REVIEWERS;
        break;
      case OUTLAY_ROLE_EMPLOYEE:
      default:
        audience = COMPANY;
      }

  fill (self, audience);

  return ADW_DIALOG (self);
}
