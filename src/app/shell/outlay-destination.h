/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/* What belongs together in the sidebar, in its order. */
typedef enum
{
  OUTLAY_SECTION_OWN,
  OUTLAY_SECTION_REVIEW,
  OUTLAY_SECTION_COMPANY,
} OutlaySection;

/* Who has a page. */
typedef enum
{
  OUTLAY_FOR_ANYONE, /* on the device alone as well */
  OUTLAY_FOR_COMPANY,
  OUTLAY_FOR_REVIEWERS,
  OUTLAY_FOR_ADMINS,
} OutlayAudience;

/**
 * OutlayDestination:
 * @tag: what "win.go-to" calls it, and the tag of its #AdwNavigationPage
 * @title: marked for translation
 * @icon: name of one of the program's own symbolic icons
 * @create: (nullable): makes the page when it is first gone to; %NULL for the one that is there from the
 *   start. A page with a boolean property "collapsed" is told when the window is narrow
 *
 * A page of the main view. All that is known of it is one line of a table: the sidebar, the keys, their
 * list and what a role may see follow from there.
 */
typedef struct
{
  const char *tag;
  const char *title;
  const char *icon;
  OutlaySection section;
  OutlayAudience audience;
  AdwNavigationPage *(*create) (OutlayWorkspace *workspace);
} OutlayDestination;

/* All of them, in the order of the sidebar. */
const OutlayDestination *outlay_destinations (gsize *n_destinations);

/* Which of these people the account belongs to, the most that it may see; nobody's where %NULL. */
OutlayAudience outlay_audience_of (OutlayAccount *account);

/**
 * outlay_destination_find_nth:
 * @n: from 1
 *
 * Returns: (nullable): the n-th of those that the account sees, as Alt and a digit count them
 */
const OutlayDestination *outlay_destination_find_nth (OutlayAccount *account, guint n);

G_END_DECLS
