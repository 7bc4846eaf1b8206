/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-person-list.h"

struct _OutlayPerson
{
  GObject parent_instance;

  char *id;
  char *name;
};

G_DEFINE_FINAL_TYPE (OutlayPerson, outlay_person, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_person_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayPerson *self = OUTLAY_PERSON (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_person_finalize (GObject *object)
{
  OutlayPerson *self = OUTLAY_PERSON (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (outlay_person_parent_class)->finalize (object);
}

static void
outlay_person_class_init (OutlayPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_person_get_property;
  object_class->finalize = outlay_person_finalize;

  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_person_init (OutlayPerson *self)
{
}

const char *
outlay_person_get_id (OutlayPerson *self)
{
  g_return_val_if_fail (OUTLAY_IS_PERSON (self), NULL);

  return self->id;
}

const char *
outlay_person_get_name (OutlayPerson *self)
{
  g_return_val_if_fail (OUTLAY_IS_PERSON (self), NULL);

  return self->name;
}

/* On the database thread. */
static gboolean
read_people (OutlayConnection *connection,
             gpointer data,
             GValue *result,
             OutlayTopics *changed,
             GError **error)
{
  g_autoptr (GListStore) people = g_list_store_new (OUTLAY_TYPE_PERSON);
  OutlayStatement *row = outlay_connection_query (connection, "person/list-others", error);
  gboolean has_row = TRUE;

  if (row == NULL)
    return FALSE;

  while (has_row)
    {
      g_autoptr (OutlayPerson) person = NULL;

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      person = g_object_new (OUTLAY_TYPE_PERSON, NULL);
      person->id = g_strdup (outlay_statement_get_text (row, 0));
      person->name = g_strdup (outlay_statement_get_text (row, 1));
      g_list_store_append (people, person);
    }

  g_value_init (result, G_TYPE_LIST_STORE);
  g_value_take_object (result, g_steal_pointer (&people));

  return TRUE;
}

DexFuture *
outlay_person_list_read (OutlayDatabase *database)
{
  g_return_val_if_fail (OUTLAY_IS_DATABASE (database), NULL);

  return outlay_database_read (database, read_people, NULL, NULL);
}
