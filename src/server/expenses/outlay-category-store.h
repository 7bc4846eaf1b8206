/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/expenses/outlay-stored-category.h"

G_BEGIN_DECLS

/* Gives a new company the usual categories, in the transaction that makes it. */
gboolean outlay_category_store_add_defaults (OutlayConnection *db,
                                             const char       *company,
                                             gint64            now,
                                             GError          **error);

/* (transfer full): of #OutlayStoredCategory, in the order they were made; archived ones too. */
GPtrArray *outlay_category_store_list (OutlayConnection *db,
                                       const char       *company,
                                       GError          **error);

/* @category: (out) (transfer full) (nullable): %NULL where there is none */
gboolean outlay_category_store_get (OutlayConnection      *db,
                                    const char            *company,
                                    const char            *id,
                                    OutlayStoredCategory **category,
                                    GError               **error);

/* @other: (nullable): a category that may have the name, as it is the one to be changed */
gboolean outlay_category_store_is_name_taken (OutlayConnection *db,
                                              const char       *company,
                                              const char       *name,
                                              const char       *other,
                                              gboolean         *is_taken,
                                              GError          **error);

/* Writes down that an expense names the category, which keeps it from being deleted ever after. */
gboolean outlay_category_store_note_use (OutlayConnection *db,
                                         const char       *company,
                                         const char       *id,
                                         GError          **error);

/* The writes put the category into the feed of changes. */
gboolean outlay_category_store_insert (OutlayConnection *db,
                                       const char       *company,
                                       const char       *id,
                                       const char       *name,
                                       const char       *icon,
                                       const char       *color,
                                       GError          **error);

/* All but the revision, which is raised, becomes as @category has it. */
gboolean outlay_category_store_update (OutlayConnection           *db,
                                       const char                 *company,
                                       const OutlayStoredCategory *category,
                                       GError                    **error);

gboolean outlay_category_store_delete (OutlayConnection *db,
                                       const char       *company,
                                       const char       *id,
                                       GError          **error);

G_END_DECLS
