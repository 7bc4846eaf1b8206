/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/people/outlay-person-store.h"

#include "core/outlay-time.h"
#include "core/outlay-uuid.h"

void
outlay_person_free (OutlayPerson *self)
{
  g_free (self->company);
  g_free (self->company_name);
  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->department);
  g_free (self);
}

char *
outlay_person_store_fold_email (const char *email)
{
  g_autofree char *normal = g_utf8_normalize (email, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_strdown (normal != NULL ? g_strstrip (normal) : "", -1);
}

static gboolean
take_address (OutlayConnection *db,
              const char *company,
              const char *person,
              const char *email,
              gboolean *is_taken,
              GError **error)
{
  g_autofree char *key = outlay_person_store_fold_email (email);
  OutlayStatement *query = outlay_connection_bind (db, error, "address/add", "sss", key, company,
                                                   person);

  if (query == NULL)
    return FALSE;

  if (!outlay_statement_run (query, error))
    return FALSE;

  *is_taken = outlay_statement_n_changed (query) == 0;
  return TRUE;
}

gboolean
outlay_person_store_find (OutlayConnection *db,
                          const char *email,
                          char **company,
                          char **id,
                          GError **error)
{
  g_autofree char *key = outlay_person_store_fold_email (email);
  g_autoptr (OutlayRow) row = NULL;

  *company = NULL;
  *id = NULL;
  if (!outlay_connection_find (db, &row, error, "address/find", "s", key))
    return FALSE;
  if (row != NULL)
    {
      *company = g_strdup (outlay_statement_get_text (row, 0));
      *id = g_strdup (outlay_statement_get_text (row, 1));
    }

  return TRUE;
}

gboolean
outlay_person_store_set_password (OutlayConnection *db,
                                  const char *company,
                                  const char *id,
                                  const char *hash,
                                  gint64 now,
                                  GError **error)
{
  return outlay_connection_run (db, error, "credential/set", "sssi", company, id, hash, now);
}

gboolean
outlay_person_store_add (OutlayConnection *db,
                         const char *company,
                         const char *name,
                         const char *email,
                         OutlayRole role,
                         const char *hash,
                         gint64 now,
                         char **id,
                         GError **error)
{
  g_autofree char *person = outlay_uuid_new ();
  g_autofree char *known_company = NULL;
  g_autofree char *known_id = NULL;
  gboolean is_taken = FALSE;

  *id = NULL;
  if (!outlay_person_store_find (db, email, &known_company, &known_id, error))
    return FALSE;
  if (known_id != NULL)
    return TRUE;

  if (!outlay_connection_run (db, error, "person/add", "sssssi", company, person, name, email,
                              outlay_role_to_string (role), now) ||
      !take_address (db, company, person, email, &is_taken, error) ||
      (hash != NULL && !outlay_person_store_set_password (db, company, person, hash, now, error)))
    return FALSE;

  /* Another company has just taken the address: what was written is for the caller to undo. */
  if (!is_taken)
    *id = g_steal_pointer (&person);
  return TRUE;
}

gboolean
outlay_person_store_remove_password (OutlayConnection *db,
                                     const char *company,
                                     const char *id,
                                     GError **error)
{
  return outlay_connection_run (db, error, "credential/remove", "ss", company, id);
}

static OutlayPerson *
read_person (OutlayStatement *row)
{
  OutlayPerson *person = g_new0 (OutlayPerson, 1);

  person->id = g_strdup (outlay_statement_get_text (row, 0));
  person->name = g_strdup (outlay_statement_get_text (row, 1));
  person->email = g_strdup (outlay_statement_get_text (row, 2));
  if (!outlay_role_from_string (outlay_statement_get_text (row, 3), &person->role))
    person->role = OUTLAY_ROLE_EMPLOYEE;
  person->is_disabled = !outlay_statement_is_null (row, 4);
  person->disabled_at = outlay_statement_get_int (row, 4);
  person->revision = outlay_statement_get_int (row, 5);
  person->created_at = outlay_statement_get_int (row, 6);
  person->company = g_strdup (outlay_statement_get_text (row, 7));
  person->company_name = g_strdup (outlay_statement_get_text (row, 8));
  person->department = g_strdup (outlay_statement_get_text (row, 9));

  return person;
}

OutlayPerson *
outlay_person_store_get (OutlayConnection *db, const char *company, const char *id, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  OutlayPerson *person;

  if (!outlay_connection_find (db, &row, error, "person/get", "ss", company, id) || row == NULL)
    return NULL;

  person = read_person (row);

  return person;
}

GPtrArray *
outlay_person_store_list (OutlayConnection *db,
                          const char *company,
                          const char *after,
                          guint limit,
                          GError **error)
{
  g_autoptr (GPtrArray)
      people = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_person_free);
  OutlayStatement *query = outlay_connection_bind (db, error, "person/list", "ssi", company, after,
                                                   (gint64) limit);
  gboolean has_row = FALSE;

  if (query == NULL)
    return NULL;

  while (TRUE)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&people);
      g_ptr_array_add (people, read_person (query));
    }
}

gboolean
outlay_person_store_update (OutlayConnection *db,
                            const OutlayPerson *person,
                            gint64 now,
                            GError **error)
{
  OutlayStatement *query = outlay_connection_bind (
      db, error, "person/update", "ssssiis", person->company, person->id, person->name,
      outlay_role_to_string (person->role), person->disabled_at, now, person->department);

  if (query == NULL)
    return FALSE;

  if (!person->is_disabled)
    outlay_statement_bind_null (query, 5);

  return outlay_statement_run (query, error);
}

gboolean
outlay_person_store_is_last_admin (OutlayConnection *db,
                                   const OutlayPerson *person,
                                   gboolean *is_last,
                                   GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "person/count-other-admins", "ss", person->company,
                               person->id))
    return FALSE;

  *is_last = person->role == OUTLAY_ROLE_ADMIN && !person->is_disabled &&
             outlay_statement_get_int (row, 0) == 0;

  return TRUE;
}

yyjson_mut_val *
outlay_person_write_user (const OutlayPerson *self, yyjson_mut_doc *doc)
{
  yyjson_mut_val *user = yyjson_mut_obj (doc);
  yyjson_mut_val *company;

  yyjson_mut_obj_add_strcpy (doc, user, "id", self->id);
  yyjson_mut_obj_add_strcpy (doc, user, "name", self->name);
  yyjson_mut_obj_add_strcpy (doc, user, "email", self->email);
  yyjson_mut_obj_add_str (doc, user, "role", outlay_role_to_string (self->role));
  company = yyjson_mut_obj_add_obj (doc, user, "company");
  yyjson_mut_obj_add_strcpy (doc, company, "id", self->company);
  yyjson_mut_obj_add_strcpy (doc, company, "name", self->company_name);
  yyjson_mut_obj_add_val (doc, user, "department",
                          self->department != NULL ? yyjson_mut_strcpy (doc, self->department)
                                                   : yyjson_mut_null (doc));

  return user;
}

yyjson_mut_val *
outlay_person_write_for_admin (const OutlayPerson *self, yyjson_mut_doc *doc)
{
  yyjson_mut_val *user = outlay_person_write_user (self, doc);
  g_autofree char *created_at = outlay_time_format (self->created_at);

  yyjson_mut_obj_add_bool (doc, user, "disabled", self->is_disabled);
  yyjson_mut_obj_add_sint (doc, user, "revision", self->revision);
  yyjson_mut_obj_add_strcpy (doc, user, "created_at", created_at);

  return user;
}
