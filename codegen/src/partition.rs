//! The coarsest partition of a graph's nodes in which the successors of equivalent nodes are equivalent.
//!
//! Nodes are equivalent if no walk, even an endless one, tells them apart. Classes are split until no more splits are possible. The largest
//! part of a class keeps its number, so a node moves at most as often as its class can be halved: O(edges × log nodes) (as in "Fast
//! Coalgebraic Bisimilarity Minimization", Jacobs and Wißmann 2023).

use std::collections::HashMap;

/// The class of each node, given the data of the nodes and their ordered successors.
pub(crate) fn coarsest_partition(kinds: &[usize], successors: &[Vec<usize>]) -> Vec<usize> {
    let mut partition = Partition::new(kinds, successors);
    while let Some(class) = partition.queue.pop() {
        let moved = partition.split(class);
        for node in moved {
            for index in 0..partition.predecessors[node].len() {
                partition.mark(partition.predecessors[node][index]);
            }
        }
    }
    partition.class_of
}

/// Nodes that have not been told apart so far.
#[derive(Default)]
struct Class {
    /// The nodes of the class, marked ones first.
    nodes: Vec<usize>,
    /// The number of marked nodes.
    marked: usize,
}

struct Partition<'a> {
    successors: &'a [Vec<usize>],
    predecessors: Vec<Vec<usize>>,
    classes: Vec<Class>,
    class_of: Vec<usize>,
    /// The position of each node in its class.
    position: Vec<usize>,
    /// Classes with marked nodes.
    queue: Vec<usize>,
}

impl<'a> Partition<'a> {
    fn new(kinds: &[usize], successors: &'a [Vec<usize>]) -> Self {
        let mut partition = Self {
            successors,
            predecessors: vec![Vec::new(); kinds.len()],
            classes: Vec::new(),
            class_of: vec![0; kinds.len()],
            position: vec![0; kinds.len()],
            queue: Vec::new(),
        };
        let mut numbers = HashMap::new();
        for (node, kind) in kinds.iter().enumerate() {
            let class = *numbers.entry(kind).or_insert_with(|| {
                partition.classes.push(Class::default());
                partition.classes.len() - 1
            });
            partition.add(node, class);
        }
        for (node, targets) in successors.iter().enumerate() {
            targets.iter().for_each(|target| partition.predecessors[*target].push(node));
        }
        (0..kinds.len()).for_each(|node| partition.mark(node));
        partition
    }

    fn add(&mut self, node: usize, class: usize) {
        self.class_of[node] = class;
        self.position[node] = self.classes[class].nodes.len();
        self.classes[class].nodes.push(node);
    }

    /// Removes a node from its class, which has no marked nodes.
    fn remove(&mut self, node: usize) {
        let position = self.position[node];
        let nodes = &mut self.classes[self.class_of[node]].nodes;
        nodes.swap_remove(position);
        if let Some(other) = nodes.get(position) {
            self.position[*other] = position;
        }
    }

    /// Marks the predecessors of a node, whose classes may have to be split now.
    fn mark(&mut self, node: usize) {
        let number = self.class_of[node];
        let class = &mut self.classes[number];
        let (from, to) = (self.position[node], class.marked);
        if from < to || class.nodes.len() == 1 {
            return;
        }
        if to == 0 {
            self.queue.push(number);
        }
        class.nodes.swap(from, to);
        class.marked += 1;
        self.position[class.nodes[from]] = from;
        self.position[class.nodes[to]] = to;
    }

    /// Splits a class by the successors of its nodes. Returns the nodes that changed their class.
    fn split(&mut self, number: usize) -> Vec<usize> {
        let class = &mut self.classes[number];
        let marked = std::mem::take(&mut class.marked);
        let mut parts: HashMap<Vec<usize>, Vec<usize>> = HashMap::new();
        for node in &class.nodes[..marked] {
            let targets: Vec<usize> = self.successors[*node].iter().map(|target| self.class_of[*target]).collect();
            parts.entry(targets).or_default().push(*node);
        }
        // Unmarked nodes have the same successor classes as before, which are all equal.
        let others = class.nodes.len() - marked;
        let like_others = class.nodes.get(marked).and_then(|node| {
            let targets: Vec<usize> = self.successors[*node].iter().map(|target| self.class_of[*target]).collect();
            parts.remove(&targets)
        });
        let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
        let rest = others + like_others.as_ref().map_or(0, Vec::len);
        parts.sort_unstable_by_key(|part| std::cmp::Reverse(part.len()));
        if others == 0 {
            // The largest part stays.
            parts.remove(0);
        } else if parts.first().is_some_and(|largest| largest.len() > rest) {
            let unmarked = class.nodes[marked..].iter().copied();
            parts[0] = unmarked.chain(like_others.into_iter().flatten()).collect();
        }
        for part in &parts {
            self.classes.push(Class::default());
            let new = self.classes.len() - 1;
            for node in part {
                self.remove(*node);
                self.add(*node, new);
            }
        }
        parts.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The classes by their first nodes.
    fn firsts(kinds: &[usize], successors: &[Vec<usize>]) -> Vec<usize> {
        let classes = coarsest_partition(kinds, successors);
        let first = |class: &usize| classes.iter().position(|each| each == class).unwrap_or_default();
        classes.iter().map(first).collect()
    }

    #[test]
    fn endless_walks_do_not_tell_nodes_apart() {
        // Cycles of one, two and three nodes; one node of the last differs.
        let successors = vec![vec![0], vec![2], vec![1], vec![4], vec![5], vec![3]];
        assert_eq!(firsts(&[0; 6], &successors), [0; 6]);
        assert_eq!(firsts(&[0, 0, 0, 0, 0, 1], &successors), [0, 0, 0, 3, 4, 5]);
    }

    #[test]
    fn the_order_of_successors_and_their_number_count() {
        let successors = vec![vec![4, 5], vec![5, 4], vec![4], vec![4, 5], vec![], vec![]];
        assert_eq!(firsts(&[0, 0, 0, 0, 1, 2], &successors), [0, 1, 2, 0, 4, 5]);
    }

    /// A brute-force implementation of the definition.
    fn by_definition(kinds: &[usize], successors: &[Vec<usize>]) -> Vec<usize> {
        let mut classes = kinds.to_vec();
        loop {
            let mut numbers = HashMap::new();
            let mut next = Vec::new();
            for node in 0..kinds.len() {
                let targets: Vec<usize> = successors[node].iter().map(|target| classes[*target]).collect();
                let count = numbers.len();
                next.push(*numbers.entry((classes[node], targets)).or_insert(count));
            }
            let before = classes.iter().collect::<std::collections::HashSet<_>>().len();
            if numbers.len() == before {
                return classes;
            }
            classes = next;
        }
    }

    #[test]
    fn random_graphs_are_split_as_defined() {
        let mut seed = 11u64;
        let mut next = move |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        for size in (1..60).chain([200]) {
            let kinds: Vec<usize> = (0..size).map(|_| usize::from(next(8) == 0)).collect();
            let successors: Vec<Vec<usize>> = (0..size).map(|_| (0..next(3)).map(|_| next(size)).collect()).collect();
            let defined = by_definition(&kinds, &successors);
            let first = |class: &usize| defined.iter().position(|each| each == class).unwrap_or_default();
            assert_eq!(firsts(&kinds, &successors), defined.iter().map(first).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_long_chain_is_split_in_little_time() {
        // Each round splits one node off: a naive algorithm would look at all of them a hundred thousand times.
        let size = 100_000;
        let successors: Vec<Vec<usize>> =
            (0..size).map(|node| if node + 1 < size { vec![node + 1] } else { vec![] }).collect();
        let classes = coarsest_partition(&vec![0; size], &successors);
        assert_eq!(classes.iter().collect::<std::collections::HashSet<_>>().len(), size);
    }
}
