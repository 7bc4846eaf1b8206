/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "app/shell/outlay-destination.h"

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
  const char *keys;        /* one or two accelerators with a space between */
  OutlayAudience audience; /* what an account has no use for is not shown */
} Shortcut;

static const Shortcut general[] = {
  { N_ ("General"), N_ ("New expense"), "<Control>n", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Edit the expense"), "<Control>e", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Search"), "<Control>f", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Export what is shown"), "<Control><Shift>e", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Print what is shown"), "<Control>p", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Synchronize now"), "<Control>r F5", OUTLAY_FOR_COMPANY },
  { N_ ("General"), N_ ("Main menu"), "F10", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Keyboard shortcuts"), "<Control>question", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("New window"), "<Control><Shift>n", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Close the window"), "<Control>w", OUTLAY_FOR_ANYONE },
  { N_ ("General"), N_ ("Quit"), "<Control>q", OUTLAY_FOR_ANYONE },
};

static const Shortcut of_pages[] = {
  { N_ ("Reports"), N_ ("Time before and after"), "<Control>Left <Control>Right",
    OUTLAY_FOR_ANYONE },
  { N_ ("Reports"), N_ ("Back to now"), "<Alt>Home", OUTLAY_FOR_ANYONE },
  { N_ ("Expense Form"), N_ ("Submit"), "<Control>Return", OUTLAY_FOR_COMPANY },
  { N_ ("Expense Form"), N_ ("Save"), "<Control>s", OUTLAY_FOR_ANYONE },
  { N_ ("Expense Form"), N_ ("Save and start the next"), "<Control><Shift>Return",
    OUTLAY_FOR_ANYONE },
  { N_ ("Expense Form"), N_ ("Paste a receipt"), "<Control>v", OUTLAY_FOR_ANYONE },
  { N_ ("Review"), N_ ("Next and previous"), "j k", OUTLAY_FOR_REVIEWERS },
  { N_ ("Review"), N_ ("Approve"), "a", OUTLAY_FOR_REVIEWERS },
  { N_ ("Review"), N_ ("Reject with a reason"), "r", OUTLAY_FOR_REVIEWERS },
  { N_ ("Review"), N_ ("Undo the decision"), "u <Control>z", OUTLAY_FOR_REVIEWERS },
  { N_ ("Review"), N_ ("Compare with the proof before"), "c", OUTLAY_FOR_REVIEWERS },
  { N_ ("Receipts"), N_ ("Next and previous page"), "Page_Down Page_Up", OUTLAY_FOR_ANYONE },
  { N_ ("Receipts"), N_ ("Zoom in and out"), "plus minus", OUTLAY_FOR_ANYONE },
  { N_ ("Receipts"), N_ ("Show the whole page"), "0", OUTLAY_FOR_ANYONE },
  { N_ ("Receipts"), N_ ("Turn left and right"), "bracketleft bracketright", OUTLAY_FOR_ANYONE },
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

static AdwPreferencesGroup *
add_group (OutlayShortcutsDialog *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);

  return group;
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *keys)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  add_keys (ADW_ACTION_ROW (row), keys);
  adw_preferences_group_add (group, row);
}

static void
add_shortcuts (OutlayShortcutsDialog *self,
               const Shortcut *shortcuts,
               gsize n_shortcuts,
               OutlayAudience audience)
{
  AdwPreferencesGroup *group = NULL;
  const char *name = NULL;

  for (gsize i = 0; i < n_shortcuts; i++)
    {
      if (shortcuts[i].audience > audience)
        continue;

      if (g_strcmp0 (name, shortcuts[i].group) != 0)
        {
          name = shortcuts[i].group;
          group = add_group (self, _ (name));
        }

      add_row (group, _ (shortcuts[i].title), shortcuts[i].keys);
    }
}

/* Numbered as the sidebar shows them. */
static void
add_pages (OutlayShortcutsDialog *self, OutlayAccount *account)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Pages"));

  for (guint n = 1; n <= 9; n++)
    {
      const OutlayDestination *page = outlay_destination_find_nth (account, n);
      g_autofree char *keys = g_strdup_printf ("<Alt>%u", n);

      if (page != NULL)
        add_row (group, _ (page->title), keys);
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
  OutlayAudience audience = outlay_audience_of (account);

  add_shortcuts (self, general, G_N_ELEMENTS (general), audience);
  if (account != NULL)
    add_pages (self, account);
  add_shortcuts (self, of_pages, G_N_ELEMENTS (of_pages), audience);

  return ADW_DIALOG (self);
}
