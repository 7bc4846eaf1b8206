/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-address-page.h"

#include <glib/gi18n.h>

#include "app/account/outlay-entry-field.h"
#include "app/widgets/outlay-error-text.h"

struct _OutlayAddressPage
{
  OutlayAskingPage parent_instance;

  /* Template */
  OutlayEntryField *address;

  /* Owned: (nullable) while it is tried */
  OutlaySession *session;
};

G_DEFINE_FINAL_TYPE (OutlayAddressPage, outlay_address_page, OUTLAY_TYPE_ASKING_PAGE)

enum
{
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
outlay_address_page_answered (OutlayAskingPage *page, const GError *error)
{
  OutlayAddressPage *self = OUTLAY_ADDRESS_PAGE (page);
  g_autoptr (OutlaySession) session = g_steal_pointer (&self->session);

  if (error == NULL)
    {
      g_signal_emit (self, signals[FOUND], 0, session);
    }
  else
    {
      outlay_entry_field_set_error (self->address, outlay_error_to_text (error));
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
    }
}

static void
continue_cb (OutlayAddressPage *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (outlay_entry_field_get_text (self->address)));
  g_autoptr (GError) error = NULL;

  if (outlay_asking_page_is_busy (OUTLAY_ASKING_PAGE (self)))
    return;

  if (*typed == '\0')
    {
      outlay_entry_field_set_error (self->address,
                                    _ ("Type the address, as in expenses.example.com"));
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }

  g_clear_object (&self->session);
  self->session = outlay_session_new (typed, &error);

  if (self->session == NULL)
    {
      outlay_entry_field_set_error (self->address, outlay_error_to_text (error));
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }

  outlay_asking_page_wait (OUTLAY_ASKING_PAGE (self), outlay_session_probe (self->session));
}

static void
outlay_address_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (OUTLAY_ADDRESS_PAGE (page)->address));
}

static void
outlay_address_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_ADDRESS_PAGE);
  g_clear_object (&OUTLAY_ADDRESS_PAGE (object)->session);

  G_OBJECT_CLASS (outlay_address_page_parent_class)->dispose (object);
}

static void
outlay_address_page_class_init (OutlayAddressPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = outlay_address_page_dispose;

  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_address_page_shown;
  OUTLAY_ASKING_PAGE_CLASS (klass)->answered = outlay_address_page_answered;

  signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, OUTLAY_TYPE_SESSION);

  g_type_ensure (OUTLAY_TYPE_ENTRY_FIELD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/account/outlay-address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayAddressPage, address);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
}

static void
outlay_address_page_init (OutlayAddressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
outlay_address_page_new (void)
{
  return g_object_new (OUTLAY_TYPE_ADDRESS_PAGE, NULL);
}
