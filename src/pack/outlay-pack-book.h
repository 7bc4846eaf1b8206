/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayPackPerson:
 * @email: empty where nobody knows it, as of who uses a device alone
 */
typedef struct
{
  char *id;
  char *name;
  char *email;
} OutlayPackPerson;

typedef struct
{
  char    *id;
  char    *name;
  char    *icon;
  char    *color;
  gboolean is_archived;
} OutlayPackCategory;

/**
 * OutlayPackBook:
 *
 * The people and categories that expenses name by their ids, in the order they were added; what is there
 * stays as it is. One thread at a time.
 */
typedef struct _OutlayPackBook OutlayPackBook;

OutlayPackBook *outlay_pack_book_new   (void);
OutlayPackBook *outlay_pack_book_ref   (OutlayPackBook *self);
void            outlay_pack_book_unref (OutlayPackBook *self);

/* %FALSE where that id is there already. @email: (nullable) */
gboolean outlay_pack_book_add_person   (OutlayPackBook *self,
                                        const char     *id,
                                        const char     *name,
                                        const char     *email);
gboolean outlay_pack_book_add_category (OutlayPackBook *self,
                                        const char     *id,
                                        const char     *name,
                                        const char     *icon,
                                        const char     *color,
                                        gboolean        is_archived);

/* (transfer none) (element-type OutlayPackPerson) and (element-type OutlayPackCategory) */
GPtrArray *outlay_pack_book_get_people     (OutlayPackBook *self);
GPtrArray *outlay_pack_book_get_categories (OutlayPackBook *self);

/* (transfer none) (nullable); @id: (nullable) */
const OutlayPackPerson   *outlay_pack_book_find_person   (OutlayPackBook *self, const char *id);
const OutlayPackCategory *outlay_pack_book_find_category (OutlayPackBook *self, const char *id);

/**
 * outlay_pack_book_get_account:
 * @id: (nullable): of a person or a category; %NULL or empty for no category
 *
 * Its name as the last part of an account of a journal (see outlay-journal.h): no two people share one, and
 * no two categories.
 *
 * Returns: (transfer none)
 */
const char *outlay_pack_book_get_account (OutlayPackBook *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackBook, outlay_pack_book_unref)

G_END_DECLS
