/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-connect-view.h"

#include "app/account/outlay-address-page.h"
#include "app/account/outlay-browser-page.h"
#include "app/account/outlay-sign-in-page.h"
#include "app/account/outlay-welcome-page.h"

struct _OutlayConnectView
{
  AdwBin parent_instance;

  /* Child */
  AdwNavigationView *pages;

  /* Owned */
  OutlaySession *session; /* (nullable): no address yet */
  char *email;            /* (nullable): of who signs in again */
};

G_DEFINE_FINAL_TYPE (OutlayConnectView, outlay_connect_view, ADW_TYPE_BIN)

enum
{
  SIGNED_IN,
  DEVICE_WANTED,
  ACCOUNT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
signed_in_cb (OutlayConnectView *self)
{
  g_signal_emit (self, signals[SIGNED_IN], 0, self->session);
}

static void
device_wanted_cb (OutlayConnectView *self)
{
  g_signal_emit (self, signals[DEVICE_WANTED], 0);
}

static void
account_chosen_cb (OutlayConnectView *self, OutlayAccount *account)
{
  g_signal_emit (self, signals[ACCOUNT_CHOSEN], 0, account);
}

static void
sign_up_wanted_cb (OutlayConnectView *self)
{
  AdwNavigationPage *page = outlay_sign_in_page_new (self->session, NULL, TRUE);

  g_signal_connect_object (page, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages, page);
}

static AdwNavigationPage *
create_form_page (OutlayConnectView *self, const char *email)
{
  AdwNavigationPage *page = outlay_sign_in_page_new (self->session, email, FALSE);

  g_signal_connect_object (page, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "sign-up-wanted", G_CALLBACK (sign_up_wanted_cb), self,
                           G_CONNECT_SWAPPED);

  return page;
}

/* The form takes the place of a page that has found no other way, and is one step on from one that has. */
static void
form_wanted_cb (OutlayConnectView *self, AdwNavigationPage *browser_page)
{
  AdwNavigationPage *page = create_form_page (self, self->email);

  if (outlay_session_offers_browser (self->session))
    {
      adw_navigation_view_push (self->pages, page);
    }
  else
    {
      g_autoptr (GPtrArray) stack = g_ptr_array_new ();

      for (AdwNavigationPage *below =
               adw_navigation_view_get_previous_page (self->pages, browser_page);
           below != NULL; below = adw_navigation_view_get_previous_page (self->pages, below))
        g_ptr_array_insert (stack, 0, below);
      g_ptr_array_add (stack, page);
      adw_navigation_view_replace (self->pages, (AdwNavigationPage **) stack->pdata,
                                   (int) stack->len);
    }
}

/* The browser is the way in where the server offers it; a server that was not asked yet is. */
static AdwNavigationPage *
create_sign_in_page (OutlayConnectView *self, OutlaySession *session, const char *email)
{
  AdwNavigationPage *page = outlay_browser_page_new (session, email);

  g_set_object (&self->session, session);
  g_set_str (&self->email, email);
  g_signal_connect_object (page, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "form-wanted", G_CALLBACK (form_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "sign-up-wanted", G_CALLBACK (sign_up_wanted_cb), self,
                           G_CONNECT_SWAPPED);

  return page;
}

static void
found_cb (OutlayConnectView *self, OutlaySession *session)
{
  if (outlay_session_offers_browser (session))
    {
      adw_navigation_view_push (self->pages, create_sign_in_page (self, session, NULL));
      return;
    }

  g_set_object (&self->session, session);
  g_clear_pointer (&self->email, g_free);
  adw_navigation_view_push (self->pages, create_form_page (self, NULL));
}

static AdwNavigationPage *
create_address_page (OutlayConnectView *self)
{
  AdwNavigationPage *page = outlay_address_page_new ();

  g_signal_connect_object (page, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);

  return page;
}

static void
company_wanted_cb (OutlayConnectView *self)
{
  adw_navigation_view_push (self->pages, create_address_page (self));
}

static void
outlay_connect_view_dispose (GObject *object)
{
  OutlayConnectView *self = OUTLAY_CONNECT_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->email, g_free);

  G_OBJECT_CLASS (outlay_connect_view_parent_class)->dispose (object);
}

static void
outlay_connect_view_class_init (OutlayConnectViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_connect_view_dispose;

  signals[SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, OUTLAY_TYPE_SESSION);
  signals[DEVICE_WANTED] = g_signal_new ("device-wanted", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACCOUNT_CHOSEN] = g_signal_new ("account-chosen", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          OUTLAY_TYPE_ACCOUNT);
}

static void
outlay_connect_view_init (OutlayConnectView *self)
{
  self->pages = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pages));
}

GtkWidget *
outlay_connect_view_new (void)
{
  return g_object_new (OUTLAY_TYPE_CONNECT_VIEW, NULL);
}

void
outlay_connect_view_begin_with_welcome (OutlayConnectView *self, GListModel *accounts)
{
  AdwNavigationPage *page;

  g_return_if_fail (OUTLAY_IS_CONNECT_VIEW (self));

  page = g_object_new (OUTLAY_TYPE_WELCOME_PAGE, NULL);
  outlay_welcome_page_set_accounts (OUTLAY_WELCOME_PAGE (page), accounts);
  g_signal_connect_object (page, "company-wanted", G_CALLBACK (company_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "device-wanted", G_CALLBACK (device_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "account-chosen", G_CALLBACK (account_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_navigation_view_replace (self->pages, &page, 1);
}

void
outlay_connect_view_begin_with_address (OutlayConnectView *self)
{
  AdwNavigationPage *page;

  g_return_if_fail (OUTLAY_IS_CONNECT_VIEW (self));

  page = create_address_page (self);
  adw_navigation_view_replace (self->pages, &page, 1);
}

void
outlay_connect_view_begin_with_session (OutlayConnectView *self,
                                        OutlaySession *session,
                                        const char *email)
{
  AdwNavigationPage *page;

  g_return_if_fail (OUTLAY_IS_CONNECT_VIEW (self));
  g_return_if_fail (OUTLAY_IS_SESSION (session));

  page = create_sign_in_page (self, session, email);
  adw_navigation_view_replace (self->pages, &page, 1);
}
