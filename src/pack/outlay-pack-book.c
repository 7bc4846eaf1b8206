/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-book.h"

#include "pack/outlay-journal.h"

#define ACCOUNT_OF_NONE "without category"
#define ACCOUNT_OF_UNKNOWN "unknown"

struct _OutlayPackBook
{
  gatomicrefcount ref_count;

  GPtrArray *people;
  GPtrArray *categories;
  GHashTable *people_by_id;     /* keys and values are owned by the arrays */
  GHashTable *categories_by_id; /* likewise */
  GHashTable *accounts;         /* id to name */
  GHashTable *of_people; /* the names of accounts, of each kind, and the last number of each */
  GHashTable *of_categories;
};

static void
free_person (OutlayPackPerson *person)
{
  g_free (person->id);
  g_free (person->name);
  g_free (person->email);
  g_free (person);
}

static void
free_category (OutlayPackCategory *category)
{
  g_free (category->id);
  g_free (category->name);
  g_free (category->icon);
  g_free (category->color);
  g_free (category);
}

static void
take_name (GHashTable *taken, const char *name)
{
  g_hash_table_insert (taken, g_strdup (name), GUINT_TO_POINTER (1));
}

OutlayPackBook *
outlay_pack_book_new (void)
{
  OutlayPackBook *self = g_new0 (OutlayPackBook, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) free_person);
  self->categories = g_ptr_array_new_with_free_func ((GDestroyNotify) free_category);
  self->people_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->categories_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->of_people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->of_categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  take_name (self->of_people, ACCOUNT_OF_UNKNOWN);
  take_name (self->of_categories, ACCOUNT_OF_UNKNOWN);
  take_name (self->of_categories, ACCOUNT_OF_NONE);

  return self;
}

OutlayPackBook *
outlay_pack_book_ref (OutlayPackBook *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
outlay_pack_book_unref (OutlayPackBook *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->of_people);
  g_hash_table_unref (self->of_categories);
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->people_by_id);
  g_hash_table_unref (self->categories_by_id);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->categories);
  g_free (self);
}

/* Two of one name, or of names that a journal cannot tell apart, are told apart by a number. @taken has the
 * last of each name, so that a thousand of one name are not a million looks. */
static void
name_account (OutlayPackBook *self, GHashTable *taken, const char *id, const char *name)
{
  g_autofree char *plain = outlay_journal_dup_account_part (name);
  g_autofree char *account = g_strdup (plain);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (taken, plain));

  if (n > 0)
    {
      do
        {
          g_free (account);
          account = g_strdup_printf ("%s %u", plain, ++n);
        }
      while (g_hash_table_contains (taken, account));
      g_hash_table_insert (taken, g_steal_pointer (&plain), GUINT_TO_POINTER (n));
    }

  take_name (taken, account);
  if (!g_hash_table_contains (self->accounts, id))
    g_hash_table_insert (self->accounts, (char *) id, g_steal_pointer (&account));
}

gboolean
outlay_pack_book_add_person (OutlayPackBook *self,
                             const char *id,
                             const char *name,
                             const char *email)
{
  OutlayPackPerson *person;

  if (g_hash_table_contains (self->people_by_id, id))
    return FALSE;

  person = g_new0 (OutlayPackPerson, 1);
  person->id = g_strdup (id);
  person->name = g_strdup (name);
  person->email = g_strdup (email != NULL ? email : "");
  g_ptr_array_add (self->people, person);
  g_hash_table_insert (self->people_by_id, person->id, person);
  name_account (self, self->of_people, person->id, name);

  return TRUE;
}

gboolean
outlay_pack_book_add_category (OutlayPackBook *self,
                               const char *id,
                               const char *name,
                               const char *icon,
                               const char *color,
                               gboolean is_archived)
{
  OutlayPackCategory *category;

  if (g_hash_table_contains (self->categories_by_id, id))
    return FALSE;

  category = g_new0 (OutlayPackCategory, 1);
  category->id = g_strdup (id);
  category->name = g_strdup (name);
  category->icon = g_strdup (icon);
  category->color = g_strdup (color);
  category->is_archived = is_archived;
  g_ptr_array_add (self->categories, category);
  g_hash_table_insert (self->categories_by_id, category->id, category);
  name_account (self, self->of_categories, category->id, name);

  return TRUE;
}

GPtrArray *
outlay_pack_book_get_people (OutlayPackBook *self)
{
  return self->people;
}

GPtrArray *
outlay_pack_book_get_categories (OutlayPackBook *self)
{
  return self->categories;
}

const OutlayPackPerson *
outlay_pack_book_find_person (OutlayPackBook *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->people_by_id, id) : NULL;
}

const OutlayPackCategory *
outlay_pack_book_find_category (OutlayPackBook *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->categories_by_id, id) : NULL;
}

const char *
outlay_pack_book_get_account (OutlayPackBook *self, const char *id)
{
  const char *account = id != NULL ? g_hash_table_lookup (self->accounts, id) : NULL;

  if (account != NULL)
    return account;

  return id == NULL || *id == '\0' ? ACCOUNT_OF_NONE : ACCOUNT_OF_UNKNOWN;
}
