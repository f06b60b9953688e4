//! A mesh that stands now here, now there.

use egui::{Mesh, Pos2, TextureId};
use std::sync::Arc;

/// A mesh that was made with its top left at zero and is drawn where a frame wants it.
///
/// Where it stands still nothing is copied, and where it moves only positions are written: everything else
/// stays, as soon as the frame before has let go of it.
pub struct MovingMesh {
    /// The vertices as they were made.
    made: Vec<Pos2>,
    placed: Arc<Mesh>,
    at: Pos2,
}

impl MovingMesh {
    /// A mesh made with its top left at zero.
    pub fn new(mesh: Mesh) -> Self {
        let made = mesh.vertices.iter().map(|vertex| vertex.pos).collect();
        Self { made, placed: Arc::new(mesh), at: Pos2::ZERO }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// The mesh with its top left at a point and with a texture.
    pub fn at(&mut self, origin: Pos2, texture: TextureId) -> Arc<Mesh> {
        if self.at != origin || self.placed.texture_id != texture {
            let mesh = Arc::make_mut(&mut self.placed);
            let by = origin.to_vec2();
            for (vertex, made) in mesh.vertices.iter_mut().zip(&self.made) {
                vertex.pos = *made + by;
            }
            mesh.texture_id = texture;
            self.at = origin;
        }
        Arc::clone(&self.placed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, Rect, pos2, vec2};

    fn square() -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_min_size(Pos2::ZERO, vec2(2.0, 2.0)), Color32::WHITE);
        mesh
    }

    #[test]
    fn it_stands_where_it_was_last_put_and_leaves_what_was_handed_out() {
        let mut mesh = MovingMesh::new(square());
        let texture = TextureId::default();
        let first = mesh.at(pos2(10.0, 5.0), texture);
        let second = mesh.at(pos2(-1.0, 3.0), texture);
        assert_eq!(first.calc_bounds().min, pos2(10.0, 5.0), "a frame may still hold it");
        assert_eq!(second.calc_bounds().min, pos2(-1.0, 3.0));
        assert!(Arc::ptr_eq(&second, &mesh.at(pos2(-1.0, 3.0), texture)));
        assert_eq!(mesh.at(pos2(-1.0, 3.0), TextureId::User(7)).texture_id, TextureId::User(7));
    }

    #[test]
    fn a_mesh_that_nobody_holds_is_moved_in_place() {
        let mut mesh = MovingMesh::new(square());
        let first = Arc::as_ptr(&mesh.at(pos2(1.0, 1.0), TextureId::default()));
        assert_eq!(first, Arc::as_ptr(&mesh.at(pos2(2.0, 1.0), TextureId::default())));
    }
}
