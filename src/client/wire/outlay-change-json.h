/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "client/outbox/outlay-outbox-private.h"

G_BEGIN_DECLS

/* Changes in a page of the feed. */
#define OUTLAY_CHANGES_MAX 1000

/**
 * OutlayFeedPage:
 * @page: (nullable): the changes, ready to be applied; the taker steals it
 * @expense_ids: (element-type utf8): expenses in @page, in order, none twice
 * @cursor: where to go on; never empty
 * @is_last: whether the feed has no more for now
 * @n_changes: in the page, those of unknown types included
 *
 * One answer of `GET /api/v1/changes`. Counted, so that it can be in a future.
 */
typedef struct
{
  OutlayPage *page;
  GPtrArray  *expense_ids;
  char       *cursor;
  gboolean    is_last;
  guint       n_changes;
} OutlayFeedPage;

/**
 * outlay_feed_page_read:
 *
 * Any thread. Deletions are only what the feed names as such; a page that cannot be read is refused
 * as a whole. Changes of types that this program does not know are left out.
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
OutlayFeedPage *outlay_feed_page_read (JsonNode        *json,
                                       GError         **error);

#define OUTLAY_TYPE_FEED_PAGE (outlay_feed_page_get_type ())
GType           outlay_feed_page_get_type (void);
OutlayFeedPage *outlay_feed_page_ref   (OutlayFeedPage  *self);
void            outlay_feed_page_unref (OutlayFeedPage  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayFeedPage, outlay_feed_page_unref)

/* (transfer full) (nullable): @json: (nullable): a category as the wire has it */
OutlayCategory *outlay_category_read  (JsonNode        *json,
                                       GError         **error);

/**
 * outlay_categories_read:
 * @json: the answer of `GET /api/v1/categories`
 *
 * Returns: (transfer full) (nullable): list model of #OutlayCategory
 */
GListModel *outlay_categories_read    (JsonNode        *json,
                                       GError         **error);

G_END_DECLS
