/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-color.h"

#include <math.h>

typedef struct {
  double lightness, a, b;
} OkLab;

static double
decode_channel (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
encode_channel (double value)
{
  return value <= 0.0031308 ? value * 12.92 : 1.055 * pow (value, 1 / 2.4) - 0.055;
}

/* Björn Ottosson, "A perceptual color space for image processing" (2020): the matrices of OKLab. */
static OkLab
convert_to_oklab (GxColor color)
{
  double r = decode_channel (color.red), g = decode_channel (color.green), b = decode_channel (color.blue);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  return (OkLab) {
    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
  };
}

static GxColor
convert_from_oklab (OkLab lab, double alpha)
{
  double l = pow (lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  double m = pow (lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  double s = pow (lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);

  return gx_color_clamp ((GxColor) {
    encode_channel (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode_channel (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode_channel (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
    alpha,
  });
}

GxColor
gx_color_from_hex (guint32 rgb)
{
  return (GxColor) { (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1 };
}

GxColor
gx_color_fade (GxColor self, double factor)
{
  self.alpha *= factor;
  return self;
}

GxColor
gx_color_clamp (GxColor self)
{
  return (GxColor) {
    CLAMP (self.red, 0, 1), CLAMP (self.green, 0, 1), CLAMP (self.blue, 0, 1), CLAMP (self.alpha, 0, 1),
  };
}

GxColor
gx_color_over (GxColor self, GxColor ground)
{
  double rest = 1 - self.alpha;

  return (GxColor) {
    self.red * self.alpha + ground.red * rest,
    self.green * self.alpha + ground.green * rest,
    self.blue * self.alpha + ground.blue * rest,
    1,
  };
}

GxColor
gx_color_mix (GxColor from, GxColor to, double position)
{
  double t = CLAMP (position, 0, 1);
  OkLab p = convert_to_oklab (from), q = convert_to_oklab (to);
  OkLab mix = { p.lightness + (q.lightness - p.lightness) * t, p.a + (q.a - p.a) * t, p.b + (q.b - p.b) * t };

  return convert_from_oklab (mix, from.alpha + (to.alpha - from.alpha) * t);
}

double
gx_color_luminance (GxColor self)
{
  return 0.2126 * decode_channel (self.red) + 0.7152 * decode_channel (self.green)
         + 0.0722 * decode_channel (self.blue);
}

void
gx_color_set (GxColor self, cairo_t *cr)
{
  cairo_set_source_rgba (cr, self.red, self.green, self.blue, self.alpha);
}
