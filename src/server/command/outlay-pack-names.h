/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "pack/outlay-pack-book.h"

G_BEGIN_DECLS

/**
 * OutlayPackNames:
 *
 * Who and what a pack names, and who and what that is in a company. People are the same who have the same
 * address; somebody the company does not know becomes an employee whose account is disabled, under the same id if it is
 * free. Categories are the same by their id, or else by their name; others are made.
 */
typedef struct _OutlayPackNames OutlayPackNames;

/* @nobody: (nullable): id of who somebody without an address is */
OutlayPackNames *outlay_pack_names_new  (OutlayConnection  *db,
                                         const char        *company,
                                         const char        *nobody,
                                         GError           **error);
void             outlay_pack_names_free (OutlayPackNames   *self);

/* Looks up everybody and everything of @book; once. */
void outlay_pack_names_match (OutlayPackNames *self, OutlayPackBook *book);

/* (transfer none) (nullable): what it is in the company; %NULL for who cannot be found or made */
const char *outlay_pack_names_find_person   (OutlayPackNames *self, const char *id);
/* (transfer none) (nullable): %NULL for %NULL, and for what the pack does not describe */
const char *outlay_pack_names_find_category (OutlayPackNames *self, const char *id);

/* They are going to be named, and must be made if they are new. */
void outlay_pack_names_use (OutlayPackNames *self, const char *person, const char *category);

/**
 * outlay_pack_names_make:
 * @n_people: and @n_categories: (out): how many were made
 * @n_strangers: (out): of the people, those whose address is another company's on this server
 *
 * Makes what is used and new; in a transaction that holds the company.
 */
gboolean outlay_pack_names_make (OutlayPackNames  *self,
                                 OutlayConnection *db,
                                 gint64            now,
                                 guint            *n_people,
                                 guint            *n_categories,
                                 guint            *n_strangers,
                                 GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackNames, outlay_pack_names_free)

G_END_DECLS
