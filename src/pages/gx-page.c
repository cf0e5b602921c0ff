/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-page.h"

typedef struct {
  GxBook *book;
  gboolean is_folded;
  guint count;
} GxPagePrivate;

enum { PROP_BOOK = 1, PROP_IS_FOLDED, PROP_COUNT, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GxPage, gx_page, ADW_TYPE_BIN)

#define PRIVATE(self) ((GxPagePrivate *) gx_page_get_instance_private (self))

static void
book_changed_cb (GxPage *self, GxChange *change)
{
  gx_page_changed (self, change);
}

static void
gx_page_constructed (GObject *object)
{
  GxPage *self = GX_PAGE (object);

  G_OBJECT_CLASS (gx_page_parent_class)->constructed (object);
  if (PRIVATE (self)->book != NULL)
    g_signal_connect_object (PRIVATE (self)->book, "changed", G_CALLBACK (book_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
gx_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxPage *self = GX_PAGE (object);

  switch (id)
    {
    case PROP_BOOK:
      g_value_set_object (value, PRIVATE (self)->book);
      break;
    case PROP_IS_FOLDED:
      g_value_set_boolean (value, PRIVATE (self)->is_folded);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, PRIVATE (self)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxPage *self = GX_PAGE (object);

  switch (id)
    {
    case PROP_BOOK:
      PRIVATE (self)->book = g_value_dup_object (value);
      break;
    case PROP_IS_FOLDED:
      gx_page_set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_COUNT:
      gx_page_set_count (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_page_finalize (GObject *object)
{
  g_clear_object (&PRIVATE (GX_PAGE (object))->book);
  G_OBJECT_CLASS (gx_page_parent_class)->finalize (object);
}

static void
gx_page_class_init (GxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gx_page_constructed;
  object_class->get_property = gx_page_get_property;
  object_class->set_property = gx_page_set_property;
  object_class->finalize = gx_page_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  props[PROP_BOOK] = g_param_spec_object ("book", NULL, NULL, GX_TYPE_BOOK,
    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_IS_FOLDED] = g_param_spec_boolean ("is-folded", NULL, NULL, FALSE,
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gx_page_init (GxPage *self)
{
}

GxBook *
gx_page_get_book (GxPage *self)
{
  g_return_val_if_fail (GX_IS_PAGE (self), NULL);

  return PRIVATE (self)->book;
}

gboolean
gx_page_is_folded (GxPage *self)
{
  g_return_val_if_fail (GX_IS_PAGE (self), FALSE);

  return PRIVATE (self)->is_folded;
}

void
gx_page_set_folded (GxPage *self, gboolean is_folded)
{
  g_return_if_fail (GX_IS_PAGE (self));

  if (PRIVATE (self)->is_folded == is_folded)
    return;
  PRIVATE (self)->is_folded = is_folded;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_FOLDED]);
}

guint
gx_page_get_count (GxPage *self)
{
  g_return_val_if_fail (GX_IS_PAGE (self), 0);

  return PRIVATE (self)->count;
}

void
gx_page_set_count (GxPage *self, guint count)
{
  g_return_if_fail (GX_IS_PAGE (self));

  if (PRIVATE (self)->count == count)
    return;
  PRIVATE (self)->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

void
gx_page_shown (GxPage *self)
{
  g_return_if_fail (GX_IS_PAGE (self));

  if (GX_PAGE_GET_CLASS (self)->shown != NULL)
    GX_PAGE_GET_CLASS (self)->shown (self);
}

void
gx_page_changed (GxPage *self, GxChange *change)
{
  g_return_if_fail (GX_IS_PAGE (self));

  if (GX_PAGE_GET_CLASS (self)->changed != NULL)
    GX_PAGE_GET_CLASS (self)->changed (self, change);
}

gboolean
gx_page_find (GxPage *self)
{
  g_return_val_if_fail (GX_IS_PAGE (self), FALSE);

  return GX_PAGE_GET_CLASS (self)->find != NULL && GX_PAGE_GET_CLASS (self)->find (self);
}

gboolean
gx_page_go_back (GxPage *self)
{
  g_return_val_if_fail (GX_IS_PAGE (self), FALSE);

  return GX_PAGE_GET_CLASS (self)->go_back != NULL && GX_PAGE_GET_CLASS (self)->go_back (self);
}

gboolean
gx_page_log (GxPage *self)
{
  g_return_val_if_fail (GX_IS_PAGE (self), FALSE);

  return GX_PAGE_GET_CLASS (self)->log != NULL && GX_PAGE_GET_CLASS (self)->log (self);
}
