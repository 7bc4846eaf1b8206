/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <yyjson.h>

#include "core/expense/outlay-workflow.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * OutlayPerson:
 *
 * A person as the database has them. What the wire calls a user.
 */
typedef struct
{
  char      *company;
  char      *company_name;
  char      *id;
  char      *name;
  char      *email;
  char      *department; /* (nullable) */
  OutlayRole role;
  gboolean   is_disabled;
  gint64     disabled_at;
  gint64     revision;
  gint64     created_at;
} OutlayPerson;

void outlay_person_free (OutlayPerson *self);

/* The key under which an address is unique. */
char *outlay_person_store_fold_email (const char *email);

/**
 * outlay_person_store_add:
 * @hash: (nullable): of the password; %NULL where they have none
 * @id: (out): of the new person; %NULL when the address belongs to somebody already: then the
 *   savepoint must be undone
 *
 * Returns: %FALSE with an error
 */
gboolean outlay_person_store_add (OutlayConnection  *db,
                                  const char        *company,
                                  const char        *name,
                                  const char        *email,
                                  OutlayRole         role,
                                  const char        *hash,
                                  gint64             now,
                                  char             **id,
                                  GError           **error);

/**
 * outlay_person_store_find:
 * @company: (out): of whoever the address belongs to; %NULL when it is nobody's
 * @id: (out): of that person, or %NULL
 *
 * Returns: %FALSE with an error
 */
gboolean outlay_person_store_find (OutlayConnection  *db,
                                   const char        *email,
                                   char             **company,
                                   char             **id,
                                   GError           **error);

/* (transfer full) (nullable): %NULL without an error when there is none */
OutlayPerson *outlay_person_store_get (OutlayConnection  *db,
                                       const char        *company,
                                       const char        *id,
                                       GError           **error);

/* (transfer full) (element-type OutlayPerson): those after @after in order of their ids */
GPtrArray *outlay_person_store_list (OutlayConnection  *db,
                                     const char        *company,
                                     const char        *after,
                                     guint              limit,
                                     GError           **error);

/* @hash: of their new password; they may have had none */
gboolean outlay_person_store_set_password (OutlayConnection  *db,
                                           const char        *company,
                                           const char        *id,
                                           const char        *hash,
                                           gint64             now,
                                           GError           **error);

/* Takes their password away: they come in by other ways, or not at all. */
gboolean outlay_person_store_remove_password (OutlayConnection  *db,
                                              const char        *company,
                                              const char        *id,
                                              GError           **error);

/* Writes name, role, disabled_at and department. */
gboolean outlay_person_store_update (OutlayConnection    *db,
                                     const OutlayPerson  *person,
                                     gint64               now,
                                     GError             **error);

/* Whether the company would have no admin without this one. */
gboolean outlay_person_store_is_last_admin (OutlayConnection   *db,
                                            const OutlayPerson *person,
                                            gboolean           *is_last,
                                            GError            **error);

/* `{id, name, email, role, company: {id, name}, department}` */
yyjson_mut_val *outlay_person_write_user (const OutlayPerson *self, yyjson_mut_doc *doc);
/* The same with `disabled`, `revision` and `created_at`, for admins. */
yyjson_mut_val *outlay_person_write_for_admin (const OutlayPerson *self, yyjson_mut_doc *doc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPerson, outlay_person_free)

G_END_DECLS
