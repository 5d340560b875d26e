use obj_runtime::prelude::*;

#[derive(Object)]
struct File {
    number: u32,
}

impl Drop for File {
    fn drop(&mut self) {
        println!("closed {}", self.number);
    }
}

#[derive(Object)]
struct Buffer<T: Copy, const N: usize>
where
    T: Default,
{
    items: [T; N],
}

impl<T: Copy, const N: usize> Drop for Buffer<T, N>
where
    T: Default,
{
    fn drop(&mut self) {}
}

fn main() {}
