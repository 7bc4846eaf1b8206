/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_ASKING_PAGE (outlay_asking_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (OutlayAskingPage,
                          outlay_asking_page,
                          OUTLAY,
                          ASKING_PAGE,
                          AdwNavigationPage)

/**
 * OutlayAskingPage:
 *
 * A page on the way in that asks the server one thing at a time. Property: "busy" (it waits for
 * the answer). It says nothing itself: what is asked and what becomes of the answer is for the page
 * that derives from it.
 */
struct _OutlayAskingPageClass
{
  AdwNavigationPageClass parent_class;

  /* The server has answered; @error is %NULL where it said yes. Not called once the page has left
   * its window: the person may have gone back meanwhile. */
  void (*answered) (OutlayAskingPage *self, const GError *error);
};

gboolean outlay_asking_page_is_busy (OutlayAskingPage *self);

/**
 * outlay_asking_page_wait:
 * @answer: (transfer full): what the server will say
 *
 * Is busy until @answer is there, then calls the class's answered(). Only while it is not busy.
 */
void outlay_asking_page_wait (OutlayAskingPage *self, DexFuture *answer);

G_END_DECLS
