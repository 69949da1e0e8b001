//! A canvas of flat shapes with soft edges, in whole numbers only.
//!
//! For: [`Canvas`] and its rectangles, ellipses, polygons and lines.
//! Must not know: what is drawn.
//! To add: a shape is a box and a question 'is this point inside?', given to [`Canvas::shape`].

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

/// A colour as 0xRRGGBB.
pub type Colour = u32;
/// A point in pixels.
pub type Point = (i64, i64);

/// Points asked per pixel along each axis; the edge is as soft as their number.
const FINE: i64 = 3;

/// The picture being drawn.
pub struct Canvas(RgbImage);

fn rgb(colour: Colour) -> [u8; 3] {
    let [_, r, g, b] = colour.to_be_bytes();
    [r, g, b]
}

impl Canvas {
    /// A black picture.
    pub fn new(width: u32, height: u32) -> Self {
        Self(RgbImage::new(width, height))
    }

    /// The picture as a JPEG.
    pub fn jpeg(&self, quality: u8) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(64 * 1024);
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&self.0).ok()?;
        Some(bytes)
    }

    /// A rectangle from a corner.
    pub fn rect(&mut self, (x, y): Point, (w, h): Point, colour: Colour) {
        let colour = Rgb(rgb(colour));
        let (from, to) = (self.within((x, y)), self.within((x + w, y + h)));
        for row in from.1..to.1 {
            for column in from.0..to.0 {
                self.0.put_pixel(column, row, colour);
            }
        }
    }

    /// An ellipse around a point.
    pub fn ellipse(&mut self, (cx, cy): Point, (rx, ry): Point, colour: Colour) {
        let (rx2, ry2) = ((rx * FINE).pow(2), (ry * FINE).pow(2));
        let inside = move |x: i64, y: i64| (x - cx * FINE).pow(2) * ry2 + (y - cy * FINE).pow(2) * rx2 <= rx2 * ry2;
        self.shape((cx - rx, cy - ry), (cx + rx + 1, cy + ry + 1), inside, colour);
    }

    /// A convex polygon.
    pub fn polygon(&mut self, corners: &[Point], colour: Colour) {
        let xs = || corners.iter().map(|point| point.0);
        let ys = || corners.iter().map(|point| point.1);
        let from = (xs().min().unwrap_or(0), ys().min().unwrap_or(0));
        let to = (xs().max().unwrap_or(0) + 1, ys().max().unwrap_or(0) + 1);
        let edges: Vec<(Point, Point)> = corners.iter().copied().zip(corners.iter().copied().cycle().skip(1)).collect();
        let side = move |&((ax, ay), (bx, by)): &(Point, Point), x: i64, y: i64| {
            (bx - ax) * (y - ay * FINE) - (by - ay) * (x - ax * FINE)
        };
        let inside = move |x: i64, y: i64| {
            edges.iter().all(|edge| side(edge, x, y) >= 0) || edges.iter().all(|edge| side(edge, x, y) <= 0)
        };
        self.shape(from, to, inside, colour);
    }

    /// A line of some width with round ends.
    pub fn line(&mut self, (ax, ay): Point, (bx, by): Point, width: i64, colour: Colour) {
        let (dx, dy) = ((bx - ax) * FINE, (by - ay) * FINE);
        let long = (dx * dx + dy * dy).max(1);
        let radius2 = (width * FINE).pow(2) / 4;
        let near = move |x: i64, y: i64| {
            let (px, py) = (x - ax * FINE, y - ay * FINE);
            let along = (px * dx + py * dy).clamp(0, long);
            let (ox, oy) = (px - dx * along / long, py - dy * along / long);
            ox * ox + oy * oy <= radius2
        };
        let from = (ax.min(bx) - width, ay.min(by) - width);
        self.shape(from, (ax.max(bx) + width + 1, ay.max(by) + width + 1), near, colour);
    }

    /// Lines from point to point.
    pub fn path(&mut self, points: &[Point], width: i64, colour: Colour) {
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            self.line(*from, *to, width, colour);
        }
    }

    fn shape(&mut self, from: Point, to: Point, inside: impl Fn(i64, i64) -> bool, colour: Colour) {
        let last = FINE - 1;
        let covered = |x: i64, y: i64| {
            // Shapes are convex: four corners inside are all inside, and none that is wider than
            // a pixel lies between four corners outside.
            let corner = |dx, dy| inside(x * FINE + dx, y * FINE + dy);
            let corners = [corner(0, 0), corner(last, 0), corner(0, last), corner(last, last)];
            if corners == [true; 4] || corners == [false; 4] {
                return if corners == [true; 4] { FINE * FINE } else { 0 };
            }
            let points = (0..FINE).flat_map(|dy| (0..FINE).map(move |dx| (x * FINE + dx, y * FINE + dy)));
            i64::try_from(points.filter(|(x, y)| inside(*x, *y)).count()).unwrap_or(0)
        };
        self.each(from, to, covered, colour);
    }

    /// Mixes the colour into every pixel of a box by how many of its points are covered.
    fn each(&mut self, from: Point, to: Point, covered: impl Fn(i64, i64) -> i64, colour: Colour) {
        let colour = rgb(colour);
        let (from, to) = (self.within(from), self.within(to));
        for y in from.1..to.1 {
            for x in from.0..to.0 {
                let share = covered(i64::from(x), i64::from(y));
                if share > 0
                    && let Some(pixel) = self.0.get_pixel_mut_checked(x, y)
                {
                    mix(pixel, colour, share);
                }
            }
        }
    }

    /// The point, or the nearest on the canvas's edge.
    fn within(&self, (x, y): Point) -> (u32, u32) {
        let inside = |at: i64, most: u32| u32::try_from(at.clamp(0, i64::from(most))).unwrap_or(0);
        (inside(x, self.0.width()), inside(y, self.0.height()))
    }
}

fn mix(pixel: &mut Rgb<u8>, colour: [u8; 3], share: i64) {
    let all = FINE * FINE;
    if share == all {
        pixel.0 = colour;
        return;
    }
    for (below, above) in pixel.0.iter_mut().zip(colour) {
        let mixed = (i64::from(*below) * (all - share) + i64::from(above) * share) / all;
        *below = u8::try_from(mixed).unwrap_or(u8::MAX);
    }
}
