/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-pack-names.h"

#include "core/account/outlay-account-check.h"
#include "core/expense/outlay-category-check.h"
#include "core/outlay-uuid.h"
#include "pack/outlay-pack-error.h"
#include "server/expenses/outlay-category-store.h"
#include "server/people/outlay-person-store.h"

#define PAGE 500

struct _OutlayPackNames
{
  char *company;
  char *nobody;
  OutlayPackBook *book;
  GHashTable *by_email;       /* folded address to id */
  GHashTable *person_ids;     /* of the company */
  GHashTable *category_ids;   /* likewise */
  GHashTable *by_name;        /* key of a category's name to its id */
  GHashTable *people;         /* id in the pack to id in the company */
  GHashTable *categories;     /* likewise */
  GHashTable *new_people;     /* ids in the pack; the value says whether it is used */
  GHashTable *new_categories; /* likewise */
};

static GHashTable *
new_map (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
read_people (OutlayPackNames *self, OutlayConnection *db, GError **error)
{
  g_autofree char *after = g_strdup ("");

  for (;;)
    {
      g_autoptr (GPtrArray) page = outlay_person_store_list (db, self->company, after, PAGE, error);

      if (page == NULL)
        return FALSE;
      if (page->len == 0)
        return TRUE;

      for (guint i = 0; i < page->len; i++)
        {
          const OutlayPerson *person = page->pdata[i];

          g_hash_table_insert (self->by_email, outlay_person_store_fold_email (person->email),
                               g_strdup (person->id));
          g_hash_table_add (self->person_ids, g_strdup (person->id));
          g_set_str (&after, person->id);
        }
    }
}

static gboolean
read_categories (OutlayPackNames *self, OutlayConnection *db, GError **error)
{
  g_autoptr (GPtrArray) categories = outlay_category_store_list (db, self->company, error);

  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      const OutlayStoredCategory *category = categories->pdata[i];

      g_hash_table_add (self->category_ids, g_strdup (category->id));
      g_hash_table_insert (self->by_name, outlay_category_dup_name_key (category->name),
                           g_strdup (category->id));
    }

  return categories != NULL;
}

OutlayPackNames *
outlay_pack_names_new (OutlayConnection *db, const char *company, const char *nobody, GError **error)
{
  g_autoptr (OutlayPackNames) self = g_new0 (OutlayPackNames, 1);

  self->company = g_strdup (company);
  self->nobody = g_strdup (nobody);
  self->by_email = new_map ();
  self->person_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->category_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = new_map ();
  self->people = new_map ();
  self->categories = new_map ();
  self->new_people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->new_categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return read_people (self, db, error) && read_categories (self, db, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
outlay_pack_names_free (OutlayPackNames *self)
{
  if (self == NULL)
    return;

  g_free (self->company);
  g_free (self->nobody);
  g_clear_pointer (&self->book, outlay_pack_book_unref);
  g_hash_table_unref (self->by_email);
  g_hash_table_unref (self->person_ids);
  g_hash_table_unref (self->category_ids);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->categories);
  g_hash_table_unref (self->new_people);
  g_hash_table_unref (self->new_categories);
  g_free (self);
}

/* --- matching --- */

/* The same id, if nobody has it here. */
static char *
choose_id (GHashTable *taken, const char *id)
{
  gboolean is_free = outlay_uuid_is_valid (id) && !g_hash_table_contains (taken, id);

  return is_free ? g_strdup (id) : outlay_uuid_new ();
}

static void
match_person (OutlayPackNames *self, const OutlayPackPerson *person)
{
  g_autofree char *email = outlay_person_store_fold_email (person->email);
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  const char *known = *email != '\0' ? g_hash_table_lookup (self->by_email, email) : self->nobody;
  g_autofree char *id = NULL;

  if (known == NULL && *email == '\0')
    return;
  if (known != NULL)
    {
      g_hash_table_insert (self->people, g_strdup (person->id), g_strdup (known));
      return;
    }

  outlay_name_check (person->name, complaints);
  outlay_email_check (person->email, complaints);
  if (complaints->len > 0)
    return;

  id = choose_id (self->person_ids, person->id);
  g_hash_table_add (self->person_ids, g_strdup (id));
  g_hash_table_insert (self->by_email, g_steal_pointer (&email), g_strdup (id));
  g_hash_table_insert (self->people, g_strdup (person->id), g_steal_pointer (&id));
  g_hash_table_insert (self->new_people, g_strdup (person->id), NULL);
}

static void
match_category (OutlayPackNames *self, const OutlayPackCategory *category)
{
  g_autofree char *key = outlay_category_dup_name_key (category->name);
  const char *known = g_hash_table_contains (self->category_ids, category->id)
                          ? category->id
                          : g_hash_table_lookup (self->by_name, key);
  g_autofree char *id = NULL;

  if (known != NULL)
    {
      g_hash_table_insert (self->categories, g_strdup (category->id), g_strdup (known));
      return;
    }

  id = choose_id (self->category_ids, category->id);
  g_hash_table_add (self->category_ids, g_strdup (id));
  g_hash_table_insert (self->by_name, g_steal_pointer (&key), g_strdup (id));
  g_hash_table_insert (self->categories, g_strdup (category->id), g_steal_pointer (&id));
  g_hash_table_insert (self->new_categories, g_strdup (category->id), NULL);
}

void
outlay_pack_names_match (OutlayPackNames *self, OutlayPackBook *book)
{
  GPtrArray *people = outlay_pack_book_get_people (book);
  GPtrArray *categories = outlay_pack_book_get_categories (book);

  g_return_if_fail (self->book == NULL);

  self->book = outlay_pack_book_ref (book);
  for (guint i = 0; i < people->len; i++)
    match_person (self, people->pdata[i]);
  for (guint i = 0; i < categories->len; i++)
    match_category (self, categories->pdata[i]);
}

const char *
outlay_pack_names_find_person (OutlayPackNames *self, const char *id)
{
  return g_hash_table_lookup (self->people, id);
}

const char *
outlay_pack_names_find_category (OutlayPackNames *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->categories, id) : NULL;
}

static void
use (GHashTable *fresh, const char *id)
{
  if (id != NULL && g_hash_table_contains (fresh, id))
    g_hash_table_insert (fresh, g_strdup (id), GINT_TO_POINTER (TRUE));
}

void
outlay_pack_names_use (OutlayPackNames *self, const char *person, const char *category)
{
  use (self->new_people, person);
  use (self->new_categories, category);
}

/* --- making --- */

static gboolean
make_person (OutlayPackNames *self,
             OutlayConnection *db,
             const OutlayPackPerson *person,
             gint64 now,
             gboolean *is_stranger,
             GError **error)
{
  const char *id = outlay_pack_names_find_person (self, person->id);
  g_autofree char *email = outlay_person_store_fold_email (person->email);
  g_autofree char *known_company = NULL;
  g_autofree char *known_person = NULL;

  if (!outlay_connection_run (db, error, "pack/add-person", "ssssi", self->company, id,
                              person->name, person->email, now) ||
      !outlay_person_store_find (db, person->email, &known_company, &known_person, error))
    return FALSE;

  *is_stranger = known_person != NULL;
  return *is_stranger ||
         outlay_connection_run (db, error, "address/add", "sss", email, self->company, id);
}

static gboolean
make_category (OutlayPackNames *self,
               OutlayConnection *db,
               const OutlayPackCategory *category,
               GError **error)
{
  const char *id = outlay_pack_names_find_category (self, category->id);
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  const OutlayCategoryFields fields = { category->name, category->icon, category->color };
  OutlayStoredCategory stored = {
    .id = (char *) id,
    .name = category->name,
    .icon = category->icon,
    .color = category->color,
    .archived = TRUE,
    .revision = 1,
  };

  outlay_category_check (&fields, complaints);
  if (complaints->len > 0)
    {
      g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_REFUSED,
                   "the category \"%s\" is none that a company may have", category->name);
      return FALSE;
    }

  return outlay_category_store_insert (db, self->company, id, category->name, category->icon,
                                       category->color, error) &&
         (!category->is_archived ||
          outlay_category_store_update (db, self->company, &stored, error));
}

gboolean
outlay_pack_names_make (OutlayPackNames *self,
                        OutlayConnection *db,
                        gint64 now,
                        guint *n_people,
                        guint *n_categories,
                        guint *n_strangers,
                        GError **error)
{
  GPtrArray *people = outlay_pack_book_get_people (self->book);
  GPtrArray *categories = outlay_pack_book_get_categories (self->book);
  gboolean is_stranger;

  *n_people = *n_categories = *n_strangers = 0;
  for (guint i = 0; i < people->len; i++)
    {
      const OutlayPackPerson *person = people->pdata[i];

      if (g_hash_table_lookup (self->new_people, person->id) == NULL)
        continue;
      if (!make_person (self, db, person, now, &is_stranger, error))
        return FALSE;
      (*n_people)++;
      *n_strangers += (guint) is_stranger;
    }

  for (guint i = 0; i < categories->len; i++)
    {
      const OutlayPackCategory *category = categories->pdata[i];

      if (g_hash_table_lookup (self->new_categories, category->id) == NULL)
        continue;
      if (!make_category (self, db, category, error))
        return FALSE;
      (*n_categories)++;
    }

  return TRUE;
}
