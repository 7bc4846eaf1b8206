/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-asking-page.h"

typedef struct
{
  gboolean busy;
} OutlayAskingPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (OutlayAskingPage, outlay_asking_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
set_busy (OutlayAskingPage *self, gboolean busy)
{
  OutlayAskingPagePrivate *priv = outlay_asking_page_get_instance_private (self);

  priv->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static DexFuture *
answered_cb (DexFuture *completed, gpointer user_data)
{
  OutlayAskingPage *self = OUTLAY_ASKING_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return dex_future_new_for_boolean (FALSE);

  set_busy (self, FALSE);
  OUTLAY_ASKING_PAGE_GET_CLASS (self)->answered (self, error);

  return dex_future_new_for_boolean (TRUE);
}

static void
outlay_asking_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, outlay_asking_page_is_busy (OUTLAY_ASKING_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_asking_page_class_init (OutlayAskingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_asking_page_get_property;

  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_asking_page_init (OutlayAskingPage *self)
{
}

gboolean
outlay_asking_page_is_busy (OutlayAskingPage *self)
{
  OutlayAskingPagePrivate *priv = outlay_asking_page_get_instance_private (self);

  g_return_val_if_fail (OUTLAY_IS_ASKING_PAGE (self), FALSE);
  return priv->busy;
}

void
outlay_asking_page_wait (OutlayAskingPage *self, DexFuture *answer)
{
  g_return_if_fail (OUTLAY_IS_ASKING_PAGE (self));
  g_return_if_fail (!outlay_asking_page_is_busy (self));

  set_busy (self, TRUE);
  dex_future_disown (dex_future_finally (answer, answered_cb, g_object_ref (self), g_object_unref));
}
